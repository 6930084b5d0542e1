package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.Comparator;

/**
 * Names one RBAC object.
 *
 * @param namespace {@code ""} for cluster-scoped kinds
 */
public record ObjectKey(Kind kind, String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::kind)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    /** As people say it: {@code ClusterRole view}, {@code RoleBinding production/deployers}. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
