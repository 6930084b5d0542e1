package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.AggregationRule;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what the API server stores into the model. Lists may be null there; here they are empty. */
public final class RbacResources {

    private RbacResources() {}

    /** A ClusterRole. */
    public static Role toModel(ClusterRole role) {
        return role(Kind.CLUSTER_ROLE, role.getMetadata(), role.getRules(), selectors(role.getAggregationRule()));
    }

    /** A Role. */
    public static Role toModel(io.fabric8.kubernetes.api.model.rbac.Role role) {
        return role(Kind.ROLE, role.getMetadata(), role.getRules(), List.of());
    }

    /** A ClusterRoleBinding. */
    public static Binding toModel(ClusterRoleBinding binding) {
        return binding(Kind.CLUSTER_ROLE_BINDING, binding.getMetadata(), binding.getRoleRef(), binding.getSubjects());
    }

    /** A RoleBinding. */
    public static Binding toModel(RoleBinding binding) {
        return binding(Kind.ROLE_BINDING, binding.getMetadata(), binding.getRoleRef(), binding.getSubjects());
    }

    /** Any of the four; empty for an object of another kind. */
    public static Optional<RbacObject> toModel(HasMetadata object) {
        return switch (object) {
            case ClusterRole role -> Optional.of(toModel(role));
            case io.fabric8.kubernetes.api.model.rbac.Role role -> Optional.of(toModel(role));
            case ClusterRoleBinding binding -> Optional.of(toModel(binding));
            case RoleBinding binding -> Optional.of(toModel(binding));
            default -> Optional.empty();
        };
    }

    /** What names an object of one of the four kinds, also one of which only the name is known. */
    static ObjectKey key(HasMetadata object) {
        return key(Kind.named(object.getKind()).orElseThrow(), object.getMetadata());
    }

    private static Role role(
            Kind kind, ObjectMeta metadata, @Nullable List<PolicyRule> rules, List<LabelSelector> selectors) {
        return new Role(
                key(kind, metadata),
                orEmpty(rules).stream().map(RbacResources::rule).toList(),
                selectors,
                metadata(metadata));
    }

    private static cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule rule(PolicyRule rule) {
        return new cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule(
                orEmpty(rule.getVerbs()),
                orEmpty(rule.getApiGroups()),
                orEmpty(rule.getResources()),
                orEmpty(rule.getResourceNames()),
                orEmpty(rule.getNonResourceURLs()));
    }

    private static Binding binding(Kind kind, ObjectMeta metadata, RoleRef roleRef, @Nullable List<Subject> subjects) {
        ObjectKey key = key(kind, metadata);
        return new Binding(
                key,
                RoleRefs.toModel(roleRef.getKind(), roleRef.getName(), key.namespace()),
                orEmpty(subjects).stream()
                        .map(subject -> Subjects.toModel(
                                subject.getKind(), subject.getNamespace(), subject.getName(), key.namespace()))
                        .toList(),
                metadata(metadata));
    }

    private static ObjectKey key(Kind kind, ObjectMeta metadata) {
        return new ObjectKey(kind, kind.namespaced() ? metadata.getNamespace() : "", metadata.getName());
    }

    private static List<LabelSelector> selectors(@Nullable AggregationRule aggregation) {
        return aggregation == null
                ? List.of()
                : orEmpty(aggregation.getClusterRoleSelectors()).stream()
                        .map(selector -> new LabelSelector(
                                new TreeMap<>(orEmpty(selector.getMatchLabels())),
                                orEmpty(selector.getMatchExpressions()).stream()
                                        .map(it -> new LabelSelector.Requirement(
                                                it.getKey(), it.getOperator(), orEmpty(it.getValues())))
                                        .toList()))
                        .toList();
    }

    private static Metadata metadata(ObjectMeta metadata) {
        return new Metadata(
                new TreeMap<>(orEmpty(metadata.getLabels())),
                new TreeMap<>(orEmpty(metadata.getAnnotations())),
                created(metadata),
                Origins.toModel(metadata));
    }

    private static Instant created(ObjectMeta metadata) {
        return metadata.getCreationTimestamp() == null ? Instant.MAX : Instant.parse(metadata.getCreationTimestamp());
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
