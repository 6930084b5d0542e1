package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A suggestion as it was written down: the objects that it would create, as the API server takes them and in the model's terms. */
public final class SuggestedObjects {

    private SuggestedObjects() {}

    /** Its roles and bindings. */
    public static List<RbacObject> of(SuggestedChange change) {
        return resources(change, Map.of()).stream()
                .flatMap(it -> RbacResources.toModel(it).stream())
                .toList();
    }

    /** Its roles, then its bindings, each with these annotations. */
    public static List<HasMetadata> resources(SuggestedChange change, Map<String, String> annotations) {
        return Stream.concat(
                        change.roles().stream().map(it -> resource(it, annotations)),
                        change.bindings().stream().map(it -> resource(it, annotations)))
                .toList();
    }

    /** What its roles and bindings are called, in the order of {@link #resources}. */
    public static List<ObjectName> names(SuggestedChange change) {
        return resources(change, Map.of()).stream()
                .map(it -> new ObjectName(
                        it.getKind(),
                        it.getMetadata().getName(),
                        it.getMetadata().getNamespace()))
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

    private static HasMetadata resource(SuggestedRole role, Map<String, String> annotations) {
        ObjectMeta metadata = metadata(role.metadata(), annotations);
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

    private static HasMetadata resource(SuggestedBinding binding, Map<String, String> annotations) {
        ObjectMeta metadata = metadata(binding.metadata(), annotations);
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

    private static ObjectMeta metadata(SuggestedChange.Metadata metadata, Map<String, String> annotations) {
        return new ObjectMetaBuilder()
                .withName(metadata.name())
                .withNamespace(metadata.namespace())
                .addToAnnotations(annotations)
                .build();
    }
}
