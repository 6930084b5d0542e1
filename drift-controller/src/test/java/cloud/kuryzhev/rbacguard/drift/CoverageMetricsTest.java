package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import cloud.kuryzhev.rbacguard.usage.store.StoreState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageMetricsTest {

    private static final Instant NOW = Instant.parse("2026-06-02T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CoverageMetrics metrics = new CoverageMetrics(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void everyGapIsToldWithItsCause() {
        metrics.looked(state(""));
        metrics.looked(state("", "log_gone", "kafka_deleted", "log_gone"));

        assertThat(gauge("rbac.guard.audit.gaps", "source", "file")).isEqualTo(3);
        assertThat(gauge("rbac.guard.audit.gap.causes", "source", "file", "cause", "log_gone"))
                .isEqualTo(2);
        assertThat(gauge("rbac.guard.audit.gap.causes", "source", "file", "cause", "kafka_deleted"))
                .isEqualTo(1);
    }

    @Test
    void theLagIsTheAgeOfTheNewestEventAndTheCoverageWhatGoesOn() {
        metrics.looked(state("", "log_gone"));

        assertThat(gauge("rbac.guard.audit.lag.seconds", "source", "file")).isEqualTo(3600);
        assertThat(gauge("rbac.guard.audit.covered.seconds", "source", "file")).isEqualTo(7200);
        assertThat(gauge("rbac.guard.usage.store.bytes")).isEqualTo(4096);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    /** Each interval is of two hours, and the last ended an hour ago. */
    private static StoreState state(String... gaps) {
        Instant last = NOW.minusSeconds(3600);
        List<Heard> heard = List.of(gaps).stream()
                .map(gap -> new Heard(new Coverage(last.minusSeconds(7200), last, 1), gap))
                .toList();
        return new StoreState(List.of(new SourceCoverage("file", heard)), 1, 4096);
    }
}
