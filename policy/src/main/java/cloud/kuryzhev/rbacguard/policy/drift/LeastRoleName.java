package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import java.util.Collection;

/** Names a suggested role and its binding after the binding that they replace. */
final class LeastRoleName {

    private static final String SUFFIX = "-least";

    private LeastRoleName() {}

    /**
     * {@code <binding>-least}; with a digest behind it where such a name exists already, or where the replacement of a binding of the
     * same name and the other scope would take it too.
     */
    static String of(Binding replaced, Collection<Permission> permissions, RbacSnapshot snapshot) {
        String name = replaced.key().name() + SUFFIX;
        boolean taken =
                snapshot.objects().keySet().stream().anyMatch(key -> key.name().startsWith(name))
                        || snapshot.bindings().map(Binding::key).anyMatch(key -> isNamesake(key, replaced.key()));
        return taken ? name + "-" + digest(replaced.key(), permissions) : name;
    }

    private static boolean isNamesake(ObjectKey key, ObjectKey other) {
        return key.kind() != other.kind() && key.name().equals(other.name());
    }

    private static String digest(ObjectKey replaced, Collection<Permission> permissions) {
        return Integer.toHexString((replaced + " " + permissions).hashCode());
    }
}
