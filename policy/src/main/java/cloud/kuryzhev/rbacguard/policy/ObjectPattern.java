package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;

/**
 * Some objects of one kind and namespace.
 *
 * @param namespace {@code ""} for cluster-scoped kinds
 * @param name exact, or a prefix of at least one character with {@code *} behind it
 */
public record ObjectPattern(Kind kind, String namespace, String name) {

    private static final String ANY = "*";

    /** Whether {@code key} is one of them. */
    public boolean matches(ObjectKey key) {
        return kind == key.kind() && namespace.equals(key.namespace()) && matchesName(key.name());
    }

    private boolean matchesName(String candidate) {
        return name.endsWith(ANY) ? candidate.startsWith(name.substring(0, name.length() - 1)) : candidate.equals(name);
    }

    @Override
    public String toString() {
        return new ObjectKey(kind, namespace, name).toString();
    }
}
