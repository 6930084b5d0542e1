package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import java.util.Collection;

/** Names a suggested role and its binding after the binding that they replace. */
final class LeastRoleName {

    private static final String SUFFIX = "-least";

    private LeastRoleName() {}

    /** {@code <binding>-least}; with a digest of the permissions behind it where objects of that name exist already. */
    static String of(Binding replaced, Collection<Permission> permissions, RbacSnapshot snapshot) {
        String name = replaced.key().name() + SUFFIX;
        boolean taken =
                snapshot.objects().keySet().stream().anyMatch(key -> key.name().equals(name));
        return taken ? name + "-" + Integer.toHexString(permissions.toString().hashCode()) : name;
    }
}
