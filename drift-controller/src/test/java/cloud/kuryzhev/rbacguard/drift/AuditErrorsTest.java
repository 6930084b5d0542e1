package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditErrorsTest {

    private final AuditErrors errors = new AuditErrors();

    @Test
    void theFirstLookIsNoGrowth() {
        assertThat(errors.grew(metrics(100, 7, 1))).isFalse();
    }

    @Test
    void anyPluginsErrorsCount() {
        errors.grew(metrics(100, 7, 1));
        assertThat(errors.grew(metrics(100, 7, 1))).isFalse();
        assertThat(errors.grew(metrics(100, 7, 2))).isTrue();
        assertThat(errors.grew(metrics(100, 7, 2))).isFalse();
    }

    @Test
    void theCounterIsNotThereUntilItCounts() {
        assertThat(errors.grew("process_start_time_seconds 100\n")).isFalse();
        assertThat(errors.grew(metrics(100, 0, 1))).isTrue();
    }

    @Test
    void apiServersBehindOneAddressAreToldApart() {
        errors.grew(metrics(100, 7, 0));
        assertThat(errors.grew(metrics(200, 9, 0))).isFalse();
        assertThat(errors.grew(metrics(100, 7, 0))).isFalse();
        assertThat(errors.grew(metrics(200, 10, 0))).isTrue();
    }

    @Test
    void metricsWithoutTheseSayNothing() {
        assertThat(errors.grew("")).isFalse();
        assertThat(errors.grew("apiserver_audit_error_total_other{} 5\nprocess_start_time_seconds x\n"))
                .isFalse();
    }

    private static String metrics(double started, int log, int webhook) {
        return """
                # HELP apiserver_audit_error_total [ALPHA] Counter of audit events that failed to be audited properly.
                # TYPE apiserver_audit_error_total counter
                apiserver_audit_error_total{plugin="log"} %d
                apiserver_audit_error_total{plugin="webhook"} %d
                process_start_time_seconds %s
                """.formatted(log, webhook, started);
    }
}
