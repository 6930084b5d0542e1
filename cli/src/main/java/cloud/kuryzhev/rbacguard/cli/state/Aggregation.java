package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;

/**
 * Does to manifests what the aggregation controller does in a cluster
 * ({@code k8s.io/kubernetes/pkg/controller/clusterroleaggregation}): an aggregated ClusterRole takes over the rules of those that its
 * selectors name. One level deep, which is where the controller's first pass ends too.
 */
final class Aggregation {

    private Aggregation() {}

    static List<RbacObject> filled(List<RbacObject> objects) {
        List<Role> roles = objects.stream()
                .filter(Role.class::isInstance)
                .map(Role.class::cast)
                .filter(role -> role.key().kind() == Kind.CLUSTER_ROLE)
                .toList();
        return objects.stream().map(object -> filled(object, roles)).toList();
    }

    private static RbacObject filled(RbacObject object, List<Role> roles) {
        if (!(object instanceof Role role)
                || role.aggregates().isEmpty()
                || !role.rules().isEmpty()) {
            return object;
        }
        List<PolicyRule> rules = roles.stream()
                .filter(it -> !it.key().equals(role.key())
                        && role.aggregates(it.metadata().labels()))
                .flatMap(it -> it.rules().stream())
                .distinct()
                .toList();
        return new Role(role.key(), rules, role.aggregates(), role.metadata());
    }
}
