package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import org.jspecify.annotations.Nullable;

/** {@code subjects[*]} and the model's subject. */
public final class Subjects {

    private Subjects() {}

    /**
     * The subject that a binding in {@code bindingNamespace} ({@code ""} for a ClusterRoleBinding) means: a service account without a
     * namespace has the RoleBinding's, and in a ClusterRoleBinding none.
     */
    public static Subject toModel(String kind, @Nullable String namespace, String name, String bindingNamespace) {
        return switch (kind) {
            case "ServiceAccount" ->
                new Subject.ServiceAccount(
                        namespace == null || namespace.isEmpty() ? bindingNamespace : namespace, name);
            case "Group" -> new Subject.Group(name);
            default -> new Subject.User(name);
        };
    }
}
