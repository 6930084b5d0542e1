package cloud.kuryzhev.rbacguard.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.Binaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the services expose is compared in {@link TellingIT} (its own) and here (the admission service's). */
class AlertsTest {

    /** Of the admission service: what it counts by is in one file. */
    static final Predicate<String> ADMISSION =
            Pattern.compile("rbac_guard_(admission|policy_last|tampering)_.*").asMatchPredicate();

    private static final Path ADMISSION_METRICS =
            Path.of("../admission/src/main/java/cloud/kuryzhev/rbacguard/admission/AdmissionMetrics.java");

    @Test
    void prometheusFiresAndStaysSilentAsTheCasesSay() throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder(Binaries.promtool().toString(), "test", "rules", Alerts.CASES.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }

    @Test
    void everyAlertHasACaseThatFiresAndOneThatDoesNot() {
        assertThat(Alerts.rules()).hasSizeGreaterThan(8).allSatisfy(rule -> {
            List<Map<?, ?>> cases = Alerts.cases().stream()
                    .filter(it -> Objects.equals(it.get("alertname"), rule.get("alert")))
                    .toList();
            assertThat(cases).anyMatch(it -> !Alerts.maps(it, "exp_alerts").isEmpty());
            assertThat(cases).anyMatch(it -> Alerts.maps(it, "exp_alerts").isEmpty());
        });
    }

    @Test
    void everyAlertSaysWhatHappenedAndLeadsToWhatToDo() throws IOException {
        String documented = Files.readString(Path.of("../docs/alerts.md"));
        assertThat(Alerts.rules()).allSatisfy(rule -> {
            String name = String.valueOf(rule.get("alert"));
            assertThat(documented).contains("\n## " + name + "\n");
            assertThat(String.valueOf(rule.get("labels"))).containsPattern("severity=(warning|critical)");
            assertThat(String.valueOf(rule.get("annotations")))
                    .contains("summary=", "description=", "runbook=docs/alerts.md#" + name.toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void whatIsReadOfTheAdmissionServiceIsCountedThere() throws IOException {
        String source = Files.readString(ADMISSION_METRICS);
        assertThat(Alerts.metrics().stream().filter(ADMISSION)).hasSize(3).allSatisfy(name -> assertThat(source)
                .contains("\"" + name.replaceFirst("_total$", "").replace('_', '.') + "\""));
    }
}
