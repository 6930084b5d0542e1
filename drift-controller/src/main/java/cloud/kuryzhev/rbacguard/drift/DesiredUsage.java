package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.UsageResources;
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

    static DesiredUsage of(UsageSummary summary, Optional<String> owner, String releaseNamespace) {
        return new DesiredUsage(UsageResources.place(summary.subject(), releaseNamespace), owner, summary);
    }

    Subject subject() {
        return summary.subject();
    }
}
