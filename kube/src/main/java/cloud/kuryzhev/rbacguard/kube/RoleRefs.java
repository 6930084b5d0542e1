package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;

/** {@code roleRef} and the model's key of the role it names. */
public final class RoleRefs {

    private RoleRefs() {}

    /**
     * The role that a binding in {@code bindingNamespace} ({@code ""} for a ClusterRoleBinding) means.
     *
     * @param kind {@code Role}, or anything else for a ClusterRole: the API server stores no third kind
     */
    public static ObjectKey toModel(String kind, String name, String bindingNamespace) {
        return kind.equals(Kind.ROLE.toString())
                ? new ObjectKey(Kind.ROLE, bindingNamespace, name)
                : new ObjectKey(Kind.CLUSTER_ROLE, "", name);
    }
}
