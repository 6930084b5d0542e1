package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Does to manifests what the aggregation controller does in a cluster
 * ({@code k8s.io/kubernetes/pkg/controller/clusterroleaggregation}): an aggregated ClusterRole takes over the rules of those that its
 * selectors name, and of those that these take over. It keeps what it has: a source may be where nobody has looked.
 */
final class TakenOver {

    private TakenOver() {}

    static RbacSnapshot filled(Collection<RbacObject> objects) {
        RbacSnapshot asWritten = RbacSnapshot.of(objects);
        List<Role> aggregated = asWritten.cluster().aggregated();
        return aggregated.isEmpty()
                ? asWritten
                : RbacSnapshot.of(Stream.concat(
                                asWritten.objects().values().stream(),
                                aggregated.stream().map(role -> filled(role, asWritten.cluster())))
                        .toList());
    }

    private static Role filled(Role role, Cluster cluster) {
        var sources = new LinkedHashMap<ObjectKey, Role>();
        sources.put(role.key(), role);
        collect(role, cluster, sources);
        return new Role(
                role.key(),
                sources.values().stream()
                        .flatMap(it -> it.rules().stream())
                        .distinct()
                        .toList(),
                role.aggregates(),
                role.metadata());
    }

    private static void collect(Role role, Cluster cluster, Map<ObjectKey, Role> sources) {
        Aggregation.sources(role, cluster)
                .filter(source -> sources.putIfAbsent(source.key(), source) == null)
                .forEach(source -> collect(source, cluster, sources));
    }
}
