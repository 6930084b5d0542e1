package cloud.kuryzhev.rbacguard.policy.rule;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleDocsTest {

    private static final Path DOCS = Path.of("../docs/rules");
    private static final List<CaseFile> CASES = CaseFile.all();

    /** Run once with {@code -Ddocs=write} after a change of the catalogue or its cases, and commit the result. */
    @Test
    void theRulesPagesAreWhatTheCatalogueSays() throws IOException {
        Map<String, String> pages = pages();
        if ("write".equals(System.getProperty("docs"))) {
            write(pages);
        }
        for (var page : pages.entrySet()) {
            assertThat(page.getValue())
                    .as("docs/rules/%s; to accept it: ./mvnw -pl policy test -Ddocs=write", page.getKey())
                    .isEqualTo(Files.readString(DOCS.resolve(page.getKey())));
        }
        try (Stream<Path> files = Files.list(DOCS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(pages.keySet());
        }
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(DOCS);
        for (var page : pages.entrySet()) {
            Files.writeString(DOCS.resolve(page.getKey()), page.getValue());
        }
    }

    private static Map<String, String> pages() {
        var pages = new TreeMap<String, String>();
        pages.put("README.md", index());
        Rule.CATALOGUE.forEach(rule -> pages.put(rule.spec().id() + ".md", page(rule.spec())));
        return pages;
    }

    private static String index() {
        return """
                # Rules

                Severity and default action hold in the whole cluster; in one namespace a finding weighs one step less, in a restricted
                namespace one step more, and where resourceNames confine it one step less. A finding that is HIGH or worse warns, the rest is
                only recorded, and some rules deny. `policy.yaml` has the last word: `rules: {secret_read: {action: deny}}`.

                | rule | severity | default | who holds it |
                |---|---|---|---|
                """ + Rule.CATALOGUE.stream().map(rule -> row(rule.spec())).collect(joining());
    }

    private static String row(RuleSpec spec) {
        return "| [`%s`](%s.md) | %s | %s | %s |\n"
                .formatted(spec.id(), spec.id(), spec.severity(), action(spec), spec.why());
    }

    private static Action action(RuleSpec spec) {
        return spec.defaultAction(spec.severity());
    }

    private static String page(RuleSpec spec) {
        Severity severity = spec.severity();
        return """
                # %s

                Severity %s, by default: %s.

                **Why.** %s.

                **Instead**, %s.

                ## Found

                %s
                ## Not found

                %s""".formatted(
                        spec.id(),
                        severity,
                        action(spec),
                        capitalised(spec.why()),
                        spec.fix(),
                        cases(spec.id(), false),
                        cases(spec.id(), true));
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static String cases(String id, boolean passes) {
        return CASES.stream()
                        .filter(file -> file.rule().equals(id) && file.passes() == passes)
                        .filter(file -> file.yaml().length() < 2_000)
                        .map(file -> "%s:\n\n```yaml\n%s\n```\n\n%s%s"
                                .formatted(title(file.name()), body(file.yaml()), given(file), told(file)))
                        .collect(joining())
                        .stripTrailing()
                + "\n";
    }

    private static String given(CaseFile file) {
        return file.given().isEmpty()
                ? ""
                : "where the cluster has\n\n```yaml\n%s\n```\n\n"
                        .formatted(file.given().stream().map(RuleDocsTest::body).collect(joining("\n---\n")));
    }

    /** In the words in which it is told, but for the advice, which stands at the top. */
    private static String told(CaseFile file) {
        return file.findings().stream()
                .map(finding -> "%s at `%s`: %s.\n\n".formatted(finding.severity(), finding.field(), finding.reason()))
                .collect(joining());
    }

    private static String title(String fileName) {
        return capitalised(fileName.replace(".yaml", "").replace('-', ' '));
    }

    private static String body(String yaml) {
        return yaml.lines()
                .filter(line -> !line.startsWith("#"))
                .collect(joining("\n"))
                .strip();
    }
}
