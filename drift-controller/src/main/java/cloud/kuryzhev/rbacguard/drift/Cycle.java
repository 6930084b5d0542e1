package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.backstop.BackstopStore;
import cloud.kuryzhev.rbacguard.drift.changes.Changes;
import cloud.kuryzhev.rbacguard.drift.own.OwnWatch;
import cloud.kuryzhev.rbacguard.drift.remediation.Candidate;
import cloud.kuryzhev.rbacguard.drift.remediation.Remediations;
import cloud.kuryzhev.rbacguard.drift.remediation.Surroundings;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.policy.drift.Drift;
import cloud.kuryzhev.rbacguard.policy.drift.DriftReport;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.policy.drift.Facts;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.Shadow;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** One full comparison, told to everybody who wants to know. */
@Component
final class Cycle {

    private final ClusterCache cache;
    private final PolicySource policies;
    private final UsageStore store;
    private final DriftSettings settings;
    private final ClusterFacts facts;
    private final ViolationSpecs specs;
    private final ViolationStore violations;
    private final Remediations remediations;
    private final UsageObjects usageObjects;
    private final BackstopStore backstop;
    private final Changes changes;
    private final OwnWatch own;
    private final ClusterGaps gaps;
    private final DriftMetrics metrics;
    private final DriftProperties properties;
    private final Clock clock;

    Cycle(
            ClusterCache cache,
            PolicySource policies,
            UsageStore store,
            DriftSettings settings,
            ClusterFacts facts,
            ViolationSpecs specs,
            ViolationStore violations,
            Remediations remediations,
            UsageObjects usageObjects,
            BackstopStore backstop,
            Changes changes,
            OwnWatch own,
            ClusterGaps gaps,
            DriftMetrics metrics,
            DriftProperties properties,
            Clock clock) {
        this.cache = cache;
        this.policies = policies;
        this.store = store;
        this.settings = settings;
        this.facts = facts;
        this.specs = specs;
        this.violations = violations;
        this.remediations = remediations;
        this.usageObjects = usageObjects;
        this.backstop = backstop;
        this.changes = changes;
        this.own = own;
        this.gaps = gaps;
        this.metrics = metrics;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param complete whether everything could be written; what could not, or had to wait, is taken up by the next cycle
     * @param due when something changes with nothing but time passing
     */
    record Outcome(boolean complete, Optional<Instant> due) {
        private static final Outcome UNFINISHED = new Outcome(false, Optional.empty());
    }

    /** Reads all usage for the first time, which takes longest; of what was read only changes are read again. */
    void prepare() {
        store.snapshot();
    }

    /** Runs it. */
    Outcome run() {
        RbacSnapshot snapshot = cache.snapshot();
        Usage usage = store.snapshot();
        Instant now = clock.instant();
        List<RBACViolation> existing = violations.list();
        var journal = new StatusJournal(violations, now);
        var around =
                new Surroundings(snapshot.objects(), usage, policies.state().policy(), properties.namespace(), now);
        if (remediations.resume(existing, journal, around)) {
            journal.changes().forEach(metrics::changed);
            return Outcome.UNFINISHED;
        }
        Changes.Found changed =
                changes.look(snapshot.objects(), policies.state().policy());
        var objects = new ChangedObjects(changed, snapshot.objects(), properties.namespace());
        ViolationStore.Outcome outcome = violations.reconcile(
                existing,
                objects.with(desired(snapshot, usage)),
                objects.changed(),
                new ShadowWatches(
                        new Shadow(snapshot, usage, policies.state().policy()),
                        properties.violations().shadow(),
                        now),
                now);
        outcome.changes().forEach(metrics::changed);
        if (outcome.failures() == 0) {
            changes.filed(changed.done());
        }
        int failures = outcome.failures() + remediations.tend(candidates(outcome.filed()), journal, around);
        journal.changes().forEach(metrics::changed);
        UsageObjects.Outcome told = usageObjects.reconcile(usage, clock.instant());
        metrics.usagesWritten(told.written());
        failures += told.failures() + backstop.bring(policies.state().policy());
        metrics.writesFailed(failures);
        metrics.cycled(snapshot, clock.instant());
        return new Outcome(
                failures + told.waiting() == 0,
                DueTimes.next(
                        outcome.filed().stream()
                                .map(ViolationStore.Filed::violation)
                                .toList(),
                        now));
    }

    private static List<Candidate> candidates(List<ViolationStore.Filed> filed) {
        return filed.stream()
                .map(it -> new Candidate(it.violation(), it.found().map(DesiredViolation::spec)))
                .toList();
    }

    private List<DesiredViolation> desired(RbacSnapshot snapshot, Usage usage) {
        PolicySource.State policy = policies.state();
        Instant now = clock.instant();
        Facts known = facts.of(snapshot, now);
        DriftReport found = Drift.between(snapshot, policy.policy(), now, usage, settings, known);
        gaps.count(() -> Drift.gap(snapshot, policy.policy(), now, usage, settings, known), now);
        var desired = new ArrayList<DesiredViolation>();
        metrics.counted(found.unfiled());
        found.violations()
                .forEach(violation ->
                        desired.add(DesiredViolation.of(specs.spec(violation, snapshot), properties.namespace())));
        own.found().forEach(it -> desired.add(DesiredViolation.of(TamperingSpecs.spec(it), properties.namespace())));
        if (!policy.problems().isEmpty()) {
            desired.add(DesiredViolation.of(PolicyProblems.spec(policy.problems()), properties.namespace()));
        }
        return desired;
    }
}
