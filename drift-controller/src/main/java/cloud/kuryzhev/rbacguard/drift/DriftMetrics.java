package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Counts; the first three names are those that users of the original auditor know. */
@Component
final class DriftMetrics {

    private final MeterRegistry registry;
    private final Appearances appearances;
    private final Counter bindingsScanned;
    private final AtomicLong lastAudit;
    private final AtomicLong snapshotSize;
    private final Timer cycles;
    private final MultiGauge unfiled;

    DriftMetrics(MeterRegistry registry, Appearances appearances) {
        this.registry = registry;
        this.appearances = appearances;
        this.bindingsScanned = Counter.builder("rbac.bindings.scanned")
                .description("Bindings compared with policy and usage, over all cycles")
                .register(registry);
        this.unfiled = MultiGauge.builder("rbac.guard.unfiled.findings")
                .description(
                        "Findings that stand in the cluster and are no violations, since their action is not among those filed")
                .register(registry);
        this.snapshotSize = registry.gauge("rbac.guard.snapshot.objects", new AtomicLong());
        this.cycles = Timer.builder("rbac.guard.cycle")
                .description("How long cycles took that did not fail")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        this.lastAudit = registry.gauge("rbac.last.audit.timestamp", new AtomicLong());
    }

    void changed(ViolationChange change) {
        count(
                "rbac.guard.violation.phases",
                "Violations that came into a phase",
                "phase",
                change.violation().getStatus().phase());
        RBACViolationSpec spec = change.violation().getSpec();
        change.newRules().forEach(rule -> appearances.count(spec, rule));
    }

    void cycled(RbacSnapshot snapshot, Instant now) {
        bindingsScanned.increment((double) snapshot.bindings().count());
        lastAudit.set(now.getEpochSecond());
        snapshotSize.set(snapshot.objects().size());
    }

    void cycleTook(Duration time) {
        cycles.record(time);
    }

    void counted(Map<String, Long> findingsByRule) {
        unfiled.register(
                findingsByRule.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of("rule", entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }

    void cycleFailed() {
        count("rbac.guard.cycle.failures", "Cycles that ended in an error", "reason", "error");
    }

    void writesFailed(int objects) {
        Counter.builder("rbac.guard.write.failures")
                .description("RBACViolations and RBACUsages that could not be written, and are tried again")
                .register(registry)
                .increment(objects);
    }

    void usagesWritten(int objects) {
        Counter.builder("rbac.guard.usage.writes")
                .description("RBACUsages that were written or deleted")
                .register(registry)
                .increment(objects);
    }

    void policyRead(PolicySource.State state) {
        count(
                "rbac.guard.policy.reads",
                "Readings of the policy ConfigMap; a rejected one leaves the last good policy in force",
                "result",
                state.problems().isEmpty() ? "usable" : "rejected");
    }

    private void count(String name, String description, String tag, String value) {
        Counter.builder(name)
                .description(description)
                .tag(tag, value)
                .register(registry)
                .increment();
    }
}
