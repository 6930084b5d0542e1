package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedBinding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedRole;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A suggestion as it was written down, in the model's terms again. */
public final class SuggestedObjects {

    private SuggestedObjects() {}

    /** Its roles and bindings. */
    public static List<RbacObject> of(SuggestedChange change) {
        return Stream.concat(
                        change.roles().stream().map(SuggestedObjects::resource),
                        change.bindings().stream().map(SuggestedObjects::resource))
                .flatMap(it -> RbacResources.toModel(it).stream())
                .toList();
    }

    /** What it would do without, be it deleted here or where it is kept. */
    public static Set<ObjectKey> replaced(SuggestedChange change) {
        return Stream.concat(
                        change.delete().stream().flatMap(it -> key(it.kind(), it.namespace(), it.name())),
                        change.owned().stream().flatMap(it -> key(it.kind(), it.namespace(), it.name())))
                .collect(Collectors.toSet());
    }

    private static Stream<ObjectKey> key(String kind, @Nullable String namespace, String name) {
        return Kind.named(kind).stream().map(it -> new ObjectKey(it, namespace == null ? "" : namespace, name));
    }

    private static HasMetadata resource(SuggestedRole role) {
        ObjectMeta metadata = metadata(role.metadata());
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

    private static HasMetadata resource(SuggestedBinding binding) {
        ObjectMeta metadata = metadata(binding.metadata());
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

    private static ObjectMeta metadata(SuggestedChange.Metadata metadata) {
        return new ObjectMetaBuilder()
                .withName(metadata.name())
                .withNamespace(metadata.namespace())
                .build();
    }
}
