package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What bindings hand out through each role of one cluster, seen once for each role: many bindings hand out the same, and many rules ask. */
public final class Grants {

    private final Cluster cluster;
    private final Map<ObjectKey, Optional<HandedOut>> byRole = new ConcurrentHashMap<>();

    /** Of {@code cluster}, which does not change. */
    public Grants(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What {@code binding} hands out; empty if its role is not known. */
    Optional<HandedOut> by(Binding binding) {
        return byRole.computeIfAbsent(binding.roleRef(), key -> HandedOut.of(key, cluster));
    }
}
