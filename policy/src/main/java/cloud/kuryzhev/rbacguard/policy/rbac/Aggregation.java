package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which ClusterRoles take over the rules of which others ({@code k8s.io/kubernetes/pkg/controller/clusterroleaggregation}). */
public final class Aggregation {

    private Aggregation() {}

    /** The ClusterRoles that take over what stands in {@code role}, also by way of others; in the order in which they are reached. */
    public static List<Role> fedBy(Role role, Cluster cluster) {
        if (role.key().kind().namespaced() || cluster.aggregated().isEmpty()) {
            return List.of();
        }
        var fed = new LinkedHashMap<ObjectKey, Role>();
        feed(role, cluster, fed);
        fed.remove(role.key());
        return new ArrayList<>(fed.values());
    }

    private static void feed(Role role, Cluster cluster, Map<ObjectKey, Role> fed) {
        cluster.aggregated().stream()
                .filter(other -> other.aggregates(role.metadata().labels()))
                .filter(other -> fed.putIfAbsent(other.key(), other) == null)
                .forEach(other -> feed(other, cluster, fed));
    }

    /** The ClusterRoles whose rules {@code role} takes over. */
    public static Stream<Role> sources(Role role, Cluster cluster) {
        return role.aggregates().isEmpty()
                ? Stream.empty()
                : cluster.clusterRoles()
                        .filter(other -> !other.key().equals(role.key())
                                && role.aggregates(other.metadata().labels()));
    }

    /** What {@code role} grants once the aggregation controller has seen it. */
    public static List<PolicyRule> effective(Role role, Cluster cluster) {
        return Stream.concat(role.rules().stream(), sources(role, cluster).flatMap(it -> it.rules().stream()))
                .distinct()
                .toList();
    }

    /** What stands in {@code role}, or will once the aggregation controller has filled it for the first time. */
    public static List<PolicyRule> filled(Role role, Cluster cluster) {
        return role.rules().isEmpty() ? effective(role, cluster) : role.rules();
    }

    /** {@code role} with an empty rule in the place of each that it took over from another: those are judged where they are written. */
    public static Role withoutTakenOver(Role role, Cluster cluster) {
        if (role.aggregates().isEmpty()) {
            return role;
        }
        Set<PolicyRule> taken = sources(role, cluster)
                .flatMap(source -> source.rules().stream())
                .collect(Collectors.toSet());
        return taken.isEmpty() ? role : role.withoutRules(taken::contains);
    }
}
