package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.UsageResources.Place;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.util.Optional;

/**
 * An RBACUsage that should stand in the cluster.
 *
 * @param owner uid of the service account it dies with; empty for a user
 */
record DesiredUsage(Place place, Optional<String> owner, UsageSummary summary) {

    Subject subject() {
        return summary.subject();
    }
}
