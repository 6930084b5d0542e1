package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects that every API server creates for itself, with their content
 * ({@code k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy}: {@code policy.go}, {@code controller_policy.go},
 * {@code namespace_policy.go}).
 *
 * <p>Known by name together with the very content, never by a label: anybody can write a label.
 */
public final class Bootstrap {

    /** The labels of each of them. */
    public static final Map<String, String> LABELS = Map.of("kubernetes.io/bootstrapping", "rbac-defaults");

    private static final String PREFIX = "system:";
    private static final Map<ObjectKey, RbacObject> SHIPPED = Collections.unmodifiableMap(BootstrapFile.read());

    private Bootstrap() {}

    /** All of them, in the order of their keys; of aggregated ClusterRoles the rules only, without what they take over by. */
    public static Collection<RbacObject> objects() {
        return SHIPPED.values();
    }

    /** Whether {@code key} is a name that Kubernetes keeps for itself, so that its object is restored or needed. */
    public static boolean owns(ObjectKey key) {
        return key.name().startsWith(PREFIX) || SHIPPED.containsKey(key);
    }

    /** Whether Kubernetes ships {@code binding}: this role, to these subjects or some of them. */
    public static boolean ships(Binding binding) {
        return SHIPPED.get(binding.key()) instanceof Binding shipped
                && shipped.roleRef().equals(binding.roleRef())
                && Set.copyOf(shipped.subjects()).containsAll(binding.subjects());
    }

    /** Whether Kubernetes ships {@code role}: these rules, or some of what they grant. */
    public static boolean ships(Role role) {
        return SHIPPED.get(role.key()) instanceof Role shipped && Covers.covers(shipped.rules(), role.rules());
    }

    /** Whether Kubernetes ships a role of that name, be it with other rules. */
    public static boolean shipsRole(ObjectKey key) {
        return SHIPPED.get(key) instanceof Role;
    }

    /** What stands in {@code role} beside what Kubernetes ships. */
    public static Role added(Role role) {
        return SHIPPED.get(role.key()) instanceof Role shipped ? role.withoutRules(rule -> isIn(shipped, rule)) : role;
    }

    /** What of {@code role} Kubernetes ships. */
    public static Role shipped(Role role) {
        return SHIPPED.get(role.key()) instanceof Role shipped
                ? role.withoutRules(rule -> !isIn(shipped, rule))
                : role.withoutRules(_ -> true);
    }

    private static boolean isIn(Role shipped, PolicyRule rule) {
        return Covers.covers(shipped.rules(), List.of(rule));
    }
}
