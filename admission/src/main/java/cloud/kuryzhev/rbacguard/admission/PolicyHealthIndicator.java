package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import java.util.List;
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
        PolicySource.State state = policies.state();
        Health.Builder health = state.problems().isEmpty()
                ? Health.up()
                : Health.status(new Status("DEGRADED"))
                        .withDetail(
                                "reason",
                                "the last good policy is in force: the ConfigMap holds one that cannot be used")
                        .withDetail("problems", texts(state.problems()));
        if (!state.notes().isEmpty()) {
            health.withDetail("notes", texts(state.notes()));
        }
        return health.withDetail("hash", state.hash()).build();
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
