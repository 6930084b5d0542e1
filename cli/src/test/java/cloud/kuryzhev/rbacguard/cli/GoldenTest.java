package cloud.kuryzhev.rbacguard.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every subcommand in every format, as a user sees it; {@code -Dgolden=write} writes what is compared with. */
class GoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String SET = "src/test/resources/set";
    private static final String AUDIT = "src/test/resources/audit.jsonl";
    private static final String UNUSABLE = "src/test/resources/unusable/";
    private static final String BINDING = "src/test/resources/review-binding.json";
    private static final String FORBIDDEN = "Error from server (Forbidden): secrets is forbidden: User"
            + " \"system:serviceaccount:shop:cart\" cannot delete resource \"secrets\" in API group \"\" in the namespace \"shop\"";

    private static Map<String, List<String>> commands() {
        var commands = new TreeMap<String, List<String>>();
        for (String format : List.of("table", "json", "sarif", "junit", "markdown")) {
            commands.put("scan-" + format, List.of("scan", "--format", format, SET));
            commands.put("scan-bad-" + format, List.of("scan", "--format", format, "src/test/resources/bad"));
        }
        commands.put("scan-gate", List.of("scan", "--severity", "HIGH", "--fail-on-findings", SET));
        commands.put("scan-only", List.of("scan", "--only", "secret_read,wildcard_verb", "--severity", "high", SET));
        commands.put("scan-unknown-rule", List.of("scan", "--only", "secret_raed", SET));
        commands.put("scan-absent", List.of("scan", "no-such-file.yaml", SET + "/sound.yml"));
        commands.put("scan-policy", List.of("scan", "--policy", "src/test/resources/policy.yaml", SET));
        commands.put("scan-bad-policy", List.of("scan", "--policy", "src/test/resources/bad-policy.yaml", SET));
        commands.put("admit-denied", List.of("admit", "-f", "src/test/resources/review.json"));
        commands.put("admit-unreadable", List.of("admit", "-f", SET + "/list.json"));
        commands.put("generate-all", List.of("generate", "--all", "-f", AUDIT));
        commands.put(
                "generate-kubebuilder",
                List.of("generate", "--serviceaccount", "shop:cart", "--format", "kubebuilder", "-f", AUDIT));
        commands.put(
                "generate-denied",
                List.of("generate", "--serviceaccount", "shop:cart", "--include-denied", "--names", "0", "-f", AUDIT));
        commands.put("generate-group", List.of("generate", "--group", "dev", "--cluster-wide-after", "1", "-f", AUDIT));
        commands.put("generate-absent", List.of("generate", "--user", "nobody", "-f", AUDIT));
        commands.put("generate-no-audit", List.of("generate", "--all", "-f", SET + "/sound.yml"));
        for (String format : List.of("text", "json", "yaml")) {
            commands.put("explain-" + format, List.of("explain", "--format", format, "-f", SET, FORBIDDEN));
        }
        commands.put("explain-as", List.of("explain", "--as", "sa:shop:cart", "list", "pods", "-n", "shop", "-f", SET));
        commands.put(
                "explain-allowed",
                List.of("explain", "--as", "sa:shop:cart", "list", "pods", "-n", "other", "-f", SET));
        commands.put("explain-nothing", List.of("explain", "-f", SET, "out of coffee"));
        for (String format : List.of("table", "json")) {
            commands.put("compare-" + format, List.of("compare", "--format", format, SET + "/sound.yml", SET));
            commands.put(
                    "who-can-" + format,
                    List.of("who-can", "get", "secrets", "-n", "shop", "--format", format, "-f", SET));
            commands.put("what-can-" + format, List.of("what-can", "sa:shop:cart", "--format", format, "-f", SET));
        }
        commands.put("compare-gate", List.of("compare", "--fail-on-new-access", SET + "/sound.yml", SET));
        commands.put("compare-same", List.of("compare", "--fail-on-new-access", SET, SET));
        commands.put("who-can-unknown-group", List.of("who-can", "get", "widgets", "-f", SET));
        commands.putAll(statesAndStores());
        commands.putAll(reviews());
        commands.putAll(unusable());
        return commands;
    }

    private static Map<String, List<String>> statesAndStores() {
        String state = "src/test/resources/state/";
        String compare = "src/test/resources/compare/";
        String export = "src/test/resources/usage-export.jsonl";
        return Map.ofEntries(
                entry("scan-sum", List.of("scan", state + "sum.yaml")),
                entry("scan-elsewhere", List.of("scan", state + "elsewhere.yaml")),
                entry("scan-shipped", List.of("scan", state + "shipped.yaml")),
                entry("admit-state", List.of("admit", "-f", BINDING, "--state", state + "sum.yaml")),
                entry("admit-dangling", List.of("admit", "-f", BINDING, "--state", SET)),
                entry("compare-aggregated", List.of("compare", compare + "old", compare + "new")),
                entry("compare-unknown-json", List.of("compare", "--format", "json", compare + "old", compare + "new")),
                entry("who-can-shipped", List.of("who-can", "list", "pods", "-n", "shop", "-f", compare + "old")),
                entry(
                        "explain-refused",
                        List.of(
                                "explain",
                                "--as",
                                "sa:shop:cart",
                                "delete",
                                "pods",
                                "-n",
                                "shop",
                                "-f",
                                state + "all-but-delete.yaml")),
                entry(
                        "explain-refused-yaml",
                        List.of("explain", "-o", "yaml", "--as", "system:anonymous", "get", "/metrics", "-f", SET)),
                entry("generate-store", List.of("generate", "--all", "--include-denied", "-f", export)),
                entry(
                        "generate-store-kubebuilder",
                        List.of("generate", "--all", "--format", "kubebuilder", "-f", export, "-f", AUDIT)));
    }

    private static Map<String, List<String>> reviews() {
        String file = "src/test/resources/violations.yaml";
        return Map.ofEntries(
                entry("review-list", List.of("review", "-f", file)),
                entry("review-list-all", List.of("review", "list", "--all", "-f", file)),
                entry("review-none", List.of("review", "-f", SET + "/sound.yml")),
                entry("review-show", List.of("review", "show", "clusterrolebinding-web-admin-1a2b3c4d5e", "-f", file)),
                entry(
                        "review-show-regressed",
                        List.of("review", "show", "rolebinding-web-admin-2a2b3c4d5e", "-f", file)),
                entry("review-show-by-object", List.of("review", "show", "deployer", "-f", file)),
                entry("review-show-ambiguous", List.of("review", "show", "web-admin", "-f", file)),
                entry("review-show-unknown", List.of("review", "show", "nobody", "-f", file)),
                entry("review-show-which", List.of("review", "show", "-f", file)),
                entry("review-approve-file", List.of("review", "approve", "deployer", "-f", file)),
                entry("review-no-yaml", List.of("review", "-f", UNUSABLE + "truncated.yaml")),
                entry("review-unreadable", List.of("review", "-f", "no-such-file.yaml")));
    }

    private static Map<String, List<String>> unusable() {
        var commands = new TreeMap<String, List<String>>();
        for (String file : List.of("words", "not-yaml", "truncated", "duplicate", "tabs", "chart")) {
            commands.put("unusable-" + file, List.of("scan", UNUSABLE + file + ".yaml", SET + "/sound.yml"));
        }
        commands.put("unusable-configmap", List.of("scan", UNUSABLE + "configmap.yaml"));
        commands.put("unusable-folder", List.of("scan", "--format", "json", UNUSABLE));
        for (String file : List.of("no-audit", "cut", "usage-export")) {
            commands.put("unusable-" + file, List.of("generate", "--all", "-f", UNUSABLE + file + ".jsonl"));
        }
        commands.put("unusable-records", List.of("generate", "--all", "-f", UNUSABLE + "some-bad.jsonl"));
        commands.put("unusable-records-of-a-list", List.of("generate", "--all", "-f", UNUSABLE + "some-bad.json"));
        return commands;
    }

    @TestFactory
    Stream<DynamicTest> theCommandAnswersAsItDidBefore() {
        return commands().entrySet().stream()
                .map(it -> DynamicTest.dynamicTest(it.getKey(), () -> check(it.getKey(), it.getValue())));
    }

    @Test
    void noGoldenFileIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(it -> it.getFileName().toString().replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(commands().keySet());
        }
    }

    private static void check(String name, List<String> command) throws IOException {
        String now = Run.of(command.toArray(String[]::new)).transcript(command);
        Path file = GOLDEN.resolve(name + ".txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, now);
        }
        assertThat(now).isEqualTo(Files.readString(file)).doesNotContain("\tat ");
    }
}
