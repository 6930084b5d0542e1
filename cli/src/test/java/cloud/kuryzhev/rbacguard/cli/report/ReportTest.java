package cloud.kuryzhev.rbacguard.cli.report;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.cli.report.Control.Framework;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class ReportTest {

    private static final String SET = "src/test/resources/set";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @Test
    void controlsNameRulesOfTheCatalogueOnly() {
        assertThat(Control.ALL.stream().flatMap(it -> it.rules().stream()).collect(toSet()))
                .isSubsetOf(catalogue());
    }

    @Test
    void everyRuleSpeaksToACriterionOfSoc2AndToAControlOfIso() {
        assertThat(rules(Framework.SOC2)).isEqualTo(catalogue());
        assertThat(rules(Framework.ISO)).isEqualTo(catalogue());
    }

    @Test
    void theBenchmarksThirteenRecommendationsAreThereInOrder() {
        assertThat(Control.ALL.stream()
                        .filter(it -> it.framework() == Framework.CIS)
                        .map(Control::id))
                .containsExactly(Stream.iterate(1, it -> it + 1)
                        .limit(13)
                        .map(it -> "5.1." + it)
                        .toArray(String[]::new));
    }

    @Test
    void theDocumentNamesEveryControlAndItsRules() throws IOException {
        String documented = Files.readString(Path.of("../docs/compliance.md"));
        assertThat(Control.ALL).allSatisfy(control -> assertThat(documented).contains("| " + control.id() + " |"));
        assertThat(catalogue()).allSatisfy(rule -> assertThat(documented).contains("`" + rule + "`"));
    }

    @Test
    void whatIsFoundStandsUnderItsControl() throws IOException {
        JsonNode report = new ObjectMapper().readTree(run("-o", "json", SET));
        assertThat(report.path("at").asText()).isEqualTo("2026-06-01T00:00:00Z");
        assertThat(control(report, "5.1.3").path("result").asText()).isEqualTo("findings");
        assertThat(control(report, "5.1.3").path("findings").valueStream())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.path("rule").asText()).startsWith("wildcard_"));
        assertThat(control(report, "5.1.6").path("result").asText()).isEqualTo("not assessed here");
        assertThat(control(report, "5.1.12").path("result").asText()).isEqualTo("nothing found");
    }

    @Test
    void aRuleThatIsOffIsNoGoodNews() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                forbidden_subjects: [system:anonymous]
                rules: {webhook_configuration_write: {action: "off"}}
                """);
        JsonNode report = new ObjectMapper().readTree(run("-o", "json", "--policy", policy.toString(), SET));
        assertThat(control(report, "5.1.12").path("result").asText()).isEqualTo("nothing found, rules are off");
        assertThat(control(report, "5.1.12").path("rulesOff").toString()).contains("webhook_configuration_write");
    }

    @Test
    void aStrangersNameIsNoMarkup() throws IOException {
        Path role = Files.writeString(directory.resolve("role.yaml"), """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: "<script>alert(1)</script>"}
                rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
                """);
        assertThat(run(role.toString())).contains("&lt;script&gt;").doesNotContain("<script", "src=", "href=");
    }

    @ParameterizedTest
    @EnumSource(ReportCommand.Format.class)
    void theSameInputIsTheSameReport(ReportCommand.Format format) {
        assertThat(run("-o", format.toString(), SET)).isEqualTo(run("-o", format.toString(), SET));
    }

    @Test
    void whatCouldNotBeReadIsSaidAndIsNoSuccess() {
        var line = new CommandLine(new ReportCommand(CLOCK));
        var out = new StringWriter();
        var err = new StringWriter();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertThat(line.execute("src/test/resources/bad")).isEqualTo(2);
        assertThat(out.toString()).contains("Not read");
        assertThat(err.toString()).isNotBlank();
    }

    private static String run(String... arguments) {
        var out = new StringWriter();
        new CommandLine(new ReportCommand(CLOCK))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        return out.toString();
    }

    private static JsonNode control(JsonNode report, String id) {
        return report.path("controls")
                .valueStream()
                .filter(it -> it.path("control").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> rules(Framework framework) {
        return Control.ALL.stream()
                .filter(it -> it.framework() == framework)
                .flatMap(it -> it.rules().stream())
                .collect(toSet());
    }

    private static Set<String> catalogue() {
        return Rule.CATALOGUE.stream().map(it -> it.spec().id()).collect(toSet());
    }
}
