package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.DiscoverySource;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery;
import cloud.kuryzhev.rbacguard.policy.drift.Facts;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.RuleAges;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gathers what a cycle must know beside roles and bindings. For one thread. */
final class ClusterFacts {

    private final ClusterCache cache;
    private final CronJobs jobs;
    private final DiscoverySource source;
    private final Duration fresh;
    private RuleAges ages = RuleAges.NONE;
    private Optional<Discovery> discovery = Optional.empty();
    private Instant discovered = Instant.MIN;

    /** @param fresh how long discovery is believed */
    ClusterFacts(ClusterCache cache, CronJobs jobs, DiscoverySource source, Duration fresh) {
        this.cache = cache;
        this.jobs = jobs;
        this.source = source;
        this.fresh = fresh;
    }

    /** The facts that go with {@code snapshot}, which is younger than the one before. */
    Facts of(RbacSnapshot snapshot, Instant now) {
        ages = ages.seeing(snapshot);
        if (discovered.isBefore(now.minus(fresh))) {
            discovery = source.read().or(() -> discovery);
            discovered = now;
        }
        return new Facts(discovery, jobs.schedules(), ages, cache.accounts());
    }
}
