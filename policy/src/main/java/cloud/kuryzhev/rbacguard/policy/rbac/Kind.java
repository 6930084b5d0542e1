package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.Arrays;
import java.util.Optional;

/** The four kinds of {@code rbac.authorization.k8s.io/v1}. */
public enum Kind {
    CLUSTER_ROLE("ClusterRole", false),
    CLUSTER_ROLE_BINDING("ClusterRoleBinding", false),
    ROLE("Role", true),
    ROLE_BINDING("RoleBinding", true);

    /** The API group of all four. */
    public static final String API_GROUP = "rbac.authorization.k8s.io";

    private final String kind;
    private final boolean namespaced;

    Kind(String kind, boolean namespaced) {
        this.kind = kind;
        this.namespaced = namespaced;
    }

    /** The kind that manifests spell {@code kind}. */
    public static Optional<Kind> named(String kind) {
        return Arrays.stream(values()).filter(it -> it.kind.equals(kind)).findFirst();
    }

    /** Whether objects of this kind live in a namespace. */
    public boolean namespaced() {
        return namespaced;
    }

    /** The kind as manifests spell it. */
    @Override
    public String toString() {
        return kind;
    }
}
