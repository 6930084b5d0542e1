package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedBinding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedRole;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.stream.Stream;

/** The objects of a suggestion as they are created: each says what it replaces. */
final class Planned {

    /** On everything that was made here: the binding that it replaces, as {@code ClusterRoleBinding web-admin}. */
    static final String REPLACES = "audit.kuryzhev.cloud/replaces";

    private Planned() {}

    /** Roles, then what binds them. */
    static List<HasMetadata> objects(SuggestedChange change, String replaced) {
        return Stream.concat(
                        change.roles().stream().map(it -> role(it, replaced)),
                        change.bindings().stream().map(it -> binding(it, replaced)))
                .toList();
    }

    /** What {@link #objects} are called. */
    static List<ObjectName> names(SuggestedChange change) {
        return Stream.concat(
                        change.roles().stream()
                                .map(it -> new ObjectName(
                                        it.kind(),
                                        it.metadata().name(),
                                        it.metadata().namespace())),
                        change.bindings().stream()
                                .map(it -> new ObjectName(
                                        it.kind(),
                                        it.metadata().name(),
                                        it.metadata().namespace())))
                .toList();
    }

    private static HasMetadata role(SuggestedRole role, String replaced) {
        ObjectMeta metadata = metadata(role.metadata(), replaced);
        return role.kind().equals(Kind.CLUSTER_ROLE.toString())
                ? new ClusterRoleBuilder()
                        .withMetadata(metadata)
                        .withRules(role.rules())
                        .build()
                : new RoleBuilder()
                        .withMetadata(metadata)
                        .withRules(role.rules())
                        .build();
    }

    private static HasMetadata binding(SuggestedBinding binding, String replaced) {
        ObjectMeta metadata = metadata(binding.metadata(), replaced);
        return binding.kind().equals(Kind.CLUSTER_ROLE_BINDING.toString())
                ? new ClusterRoleBindingBuilder()
                        .withMetadata(metadata)
                        .withRoleRef(binding.roleRef())
                        .withSubjects(binding.subjects())
                        .build()
                : new RoleBindingBuilder()
                        .withMetadata(metadata)
                        .withRoleRef(binding.roleRef())
                        .withSubjects(binding.subjects())
                        .build();
    }

    private static ObjectMeta metadata(SuggestedChange.Metadata metadata, String replaced) {
        return new ObjectMetaBuilder()
                .withName(metadata.name())
                .withNamespace(metadata.namespace())
                .addToAnnotations(REPLACES, replaced)
                .build();
    }
}
