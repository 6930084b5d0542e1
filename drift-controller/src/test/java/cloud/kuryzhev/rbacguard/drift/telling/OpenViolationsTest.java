package cloud.kuryzhev.rbacguard.drift.telling;

import static cloud.kuryzhev.rbacguard.drift.telling.Samples.violation;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenViolationsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private boolean leading = true;
    private final OpenViolations open = new OpenViolations(2, () -> leading);

    @BeforeEach
    void register() {
        registry.getPrometheusRegistry().register(open);
    }

    @Test
    void whatIsOpenIsCountedByRuleAndWhatIsDecidedOrGoneIsNot() {
        open.put(violation("a", "payments", "x", "Open", "wildcard_verb", "secret_read"));
        open.put(violation("b", "payments", "y", "Regressed", "wildcard_verb"));
        open.put(violation("c", "payments", "z", "Snoozed", "wildcard_verb"));
        open.put(violation("d", null, "z", "Open", "wildcard_verb"));
        open.put(violation("e", "payments", "z", "Open", "wildcard_verb"));
        open.put(violation("e", "payments", "z", "Resolved", "wildcard_verb"));

        assertThat(registry.scrape().lines().filter(line -> line.startsWith("rbac_violations{")))
                .containsExactlyInAnyOrder(
                        "rbac_violations{namespace=\"payments\",rule=\"wildcard_verb\",severity=\"HIGH\"} 2.0",
                        "rbac_violations{namespace=\"payments\",rule=\"secret_read\",severity=\"HIGH\"} 1.0",
                        "rbac_violations{namespace=\"\",rule=\"wildcard_verb\",severity=\"HIGH\"} 1.0");
        assertThat(registry.scrape())
                .contains("rbac_guard_oldest_open_violation_timestamp_seconds{severity=\"HIGH\"} 1.780272E9");
    }

    @Test
    void onlyTheNamespacesWithTheMostHaveALabelOfTheirOwn() {
        for (int i = 0; i < 5; i++) {
            open.put(violation("a" + i, "big", "x" + i, "Open", "r"));
            open.put(violation("b" + i, "small" + i, "x" + i, "Open", "r"));
        }
        assertThat(registry.scrape())
                .contains("rbac_violations{namespace=\"big\",rule=\"r\",severity=\"HIGH\"} 5.0")
                .contains("rbac_violations{namespace=\"small0\",rule=\"r\",severity=\"HIGH\"} 1.0")
                .contains("rbac_violations{namespace=\"other\",rule=\"r\",severity=\"HIGH\"} 4.0");
    }

    @Test
    void onlyTheLeaderTells() {
        open.put(violation("a", "Open"));
        leading = false;
        assertThat(registry.scrape()).doesNotContain("rbac_violations{");
    }
}
