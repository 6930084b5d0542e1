package cloud.kuryzhev.rbacguard.policy.rbac;

import java.time.Instant;
import java.util.List;

/**
 * A RoleBinding or a ClusterRoleBinding.
 *
 * @param roleRef the role it grants; need not exist
 * @param subjects a service account without a namespace has the RoleBinding's already
 */
public record Binding(ObjectKey key, ObjectKey roleRef, List<Subject> subjects, Metadata metadata)
        implements RbacObject {

    public Binding {
        subjects = List.copyOf(subjects);
    }

    /** A binding that is not stored yet. */
    public Binding(ObjectKey key, ObjectKey roleRef, List<Subject> subjects) {
        this(key, roleRef, subjects, Metadata.NONE);
    }

    /** Whether what it grants holds in every namespace and for cluster-scoped resources. */
    public boolean clusterWide() {
        return key.kind() == Kind.CLUSTER_ROLE_BINDING;
    }

    @Override
    public Instant created() {
        return metadata.created();
    }
}
