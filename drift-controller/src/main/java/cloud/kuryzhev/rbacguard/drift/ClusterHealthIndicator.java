package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.ApiServerProbe;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Out of service until roles, bindings and the policy were read once; degraded while the API server or a usable policy is missing, or cycles fail. */
@Component
final class ClusterHealthIndicator implements HealthIndicator {

    private final ClusterCache cache;
    private final PolicySource policies;
    private final ApiServerProbe probe;
    private final Leadership leadership;
    private final CycleLoop cycles;

    ClusterHealthIndicator(
            ClusterCache cache, PolicySource policies, ApiServerProbe probe, Leadership leadership, CycleLoop cycles) {
        this.cache = cache;
        this.policies = policies;
        this.probe = probe;
        this.leadership = leadership;
        this.cycles = cycles;
    }

    @Override
    public Health health() {
        return builder().withDetail("leading", leadership.leading()).build();
    }

    private Health.Builder builder() {
        if (!cache.hasSynced() || !policies.hasSynced()) {
            return Health.outOfService()
                    .withDetail("reason", "roles, bindings, service accounts or the policy were not read yet");
        }
        if (!probe.reachable()) {
            return degraded("the API server does not answer");
        }
        if (leadership.leading() && cycles.failure().isPresent()) {
            return degraded("the last cycle failed: " + cycles.failure().get());
        }
        return policies.state().problems().isEmpty()
                ? Health.up()
                : degraded("the last good policy is in force: the ConfigMap holds one that cannot be used");
    }

    private static Health.Builder degraded(String reason) {
        return Health.status(new Status("DEGRADED")).withDetail("reason", reason);
    }
}
