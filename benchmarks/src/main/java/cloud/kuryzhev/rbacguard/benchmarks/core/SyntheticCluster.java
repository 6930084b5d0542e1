package cloud.kuryzhev.rbacguard.benchmarks.core;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ClusterIndex;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A cluster of 2000 ClusterRoles, each bound as often as any other, by RoleBindings in 500 namespaces to one service account of the
 * namespace each.
 */
final class SyntheticCluster {

    private static final int ROLES = 2000;
    private static final int NAMESPACES = 500;

    private SyntheticCluster() {}

    static Cluster of(int bindings) {
        if (bindings == 0) {
            return Cluster.UNKNOWN;
        }
        var cluster = new ClusterIndex();
        IntStream.range(1, ROLES).mapToObj(SyntheticCluster::role).forEach(cluster::put);
        IntStream.range(0, bindings).mapToObj(SyntheticCluster::binding).forEach(binding -> {
            cluster.put(binding);
            binding.subjects().forEach(subject -> cluster.put((Subject.ServiceAccount) subject));
        });
        return cluster;
    }

    /** The ClusterRole that the benchmarks judge is bound already, as often as any other: a binding may come first. */
    private static ObjectKey roleKey(int number) {
        return new ObjectKey(Kind.CLUSTER_ROLE, "", number == 0 ? Reviews.NAME : "role-" + number);
    }

    private static Role role(int number) {
        return new Role(
                roleKey(number),
                List.of(PolicyRule.onResources(
                        List.of("get", "list", "watch"), List.of(""), List.of("pods", "services"))));
    }

    private static Binding binding(int number) {
        String namespace = "ns-" + number % NAMESPACES;
        return new Binding(
                new ObjectKey(Kind.ROLE_BINDING, namespace, "binding-" + number),
                roleKey(number % ROLES),
                List.of(new Subject.ServiceAccount(namespace, "account-" + number / NAMESPACES)));
    }
}
