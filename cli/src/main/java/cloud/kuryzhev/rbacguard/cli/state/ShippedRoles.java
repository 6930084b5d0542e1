package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The roles that every cluster has and few manifests hold: without them a binding of {@code view} would grant nothing
 * ({@code k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go}).
 */
final class ShippedRoles {

    /** Who takes over from whom: view goes into edit, edit into admin. */
    private static final Map<String, String> FEEDS = Map.of("edit", "admin", "view", "edit");

    private ShippedRoles() {}

    static Stream<RbacObject> all() {
        return Bootstrap.objects().stream()
                .filter(Role.class::isInstance)
                .map(Role.class::cast)
                .map(ShippedRoles::aggregated);
    }

    private static Role aggregated(Role role) {
        String name = role.key().name();
        if (!role.key().equals(new ObjectKey(Kind.CLUSTER_ROLE, "", name))
                || !List.of("admin", "edit", "view").contains(name)) {
            return role;
        }
        var takes = new LabelSelector(new TreeMap<>(label(name)), List.of());
        Map<String, String> labels = FEEDS.containsKey(name) ? label(FEEDS.get(name)) : Map.of();
        return new Role(
                role.key(), role.rules(), List.of(takes), role.metadata().withLabels(labels));
    }

    private static Map<String, String> label(String into) {
        return Map.of(Role.AGGREGATE_TO + into, "true");
    }
}
