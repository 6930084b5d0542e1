package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.TextTable;
import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** For people at a terminal: a line a finding, and how many there are of each severity. */
final class TableReport implements Report {

    @Override
    public void print(ScanResult result, Console console) {
        console.tell(result.errors());
        if (!result.findings().isEmpty()) {
            console.out().print(table(result.findings(), console.ansi()));
        }
        console.out().println(summary(result));
    }

    private static String table(List<FoundIssue> findings, Ansi ansi) {
        var table = new TextTable("SEVERITY", "RULE", "OBJECT", "FIELD", "WHERE", "REASON");
        findings.forEach(it -> table.add(
                it.finding().severity().toString(),
                it.finding().rule(),
                it.object().toString(),
                it.finding().field(),
                it.where().file().isEmpty()
                        ? "live"
                        : it.where().file() + ":" + it.where().line(),
                it.finding().reason()));
        return table.text(coloured(ansi));
    }

    private static UnaryOperator<String> coloured(Ansi ansi) {
        return cell -> ansi.string("@|" + colour(Severity.valueOf(cell.strip())) + " " + cell + "|@");
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "bold,red";
            case HIGH -> "red";
            case MEDIUM -> "yellow";
            case LOW -> "faint";
        };
    }

    private static String summary(ScanResult result) {
        String bySeverity = Stream.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
                .map(severity -> {
                    long count = result.findings().stream()
                            .filter(it -> it.finding().severity() == severity)
                            .count();
                    return count == 0 ? "" : count + " " + severity;
                })
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return result.summary() + (bySeverity.isEmpty() ? "" : ": " + bySeverity);
    }
}
