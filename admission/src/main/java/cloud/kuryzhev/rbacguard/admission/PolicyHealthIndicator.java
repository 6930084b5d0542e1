package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Out of service until the policy is known; degraded while the ConfigMap holds one that cannot be used. */
@Component
class PolicyHealthIndicator implements HealthIndicator {

    private final PolicySource policies;

    PolicyHealthIndicator(PolicySource policies) {
        this.policies = policies;
    }

    @Override
    public Health health() {
        if (!policies.hasSynced()) {
            return Health.outOfService()
                    .withDetail(
                            "reason",
                            "ConfigMap " + PolicySource.NAMESPACE + "/" + PolicySource.NAME + " was not read yet")
                    .build();
        }
        var problems = policies.state().problems();
        return problems.isEmpty()
                ? Health.up().build()
                : Health.status(new Status("DEGRADED"))
                        .withDetail(
                                "reason",
                                "the last good policy is in force: the ConfigMap holds one that cannot be used")
                        .withDetail(
                                "problems",
                                problems.stream().map(Object::toString).toList())
                        .build();
    }
}
