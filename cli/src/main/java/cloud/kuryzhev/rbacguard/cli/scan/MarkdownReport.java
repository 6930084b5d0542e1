package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.Console;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For comments on pull requests and summaries of builds. */
final class MarkdownReport implements Report {

    @Override
    public void print(ScanResult result, Console console) {
        console.tell(result.errors());
        console.out().println("### rbac-guard: " + result.summary() + "\n");
        if (!result.findings().isEmpty()) {
            console.out().println("| severity | rule | object | where | reason | instead |\n|---|---|---|---|---|---|");
            result.findings().forEach(it -> console.out().println(row(it)));
        }
        result.errors().forEach(it -> console.out().println("- not read: " + cell(it.toString())));
    }

    private static String row(FoundIssue it) {
        return Stream.of(
                        it.finding().severity().toString(),
                        it.finding().rule(),
                        it.object().toString(),
                        it.where().file().isEmpty()
                                ? it.finding().field()
                                : it.where().file() + ":" + it.where().line(),
                        it.finding().reason(),
                        it.finding().fix())
                .map(MarkdownReport::cell)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** As text, whatever it holds: names come from strangers. */
    private static String cell(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replaceAll("([\\\\`*_{}\\[\\]<>|#!@])", "\\\\$1");
    }
}
