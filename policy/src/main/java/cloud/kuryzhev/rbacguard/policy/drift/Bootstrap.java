package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects that every API server creates for itself and that would break a rule
 * ({@code k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go}).
 *
 * <p>Known by name together with the very content or the very rule they break, never by a label: anybody can write a label.
 */
final class Bootstrap {

    private static final Map<String, Set<String>> ROLES = Map.of(
            "cluster-admin", Set.of("wildcard_verb"),
            "admin", Set.of("full_verb_set_equivalent_to_wildcard"),
            "edit", Set.of("full_verb_set_equivalent_to_wildcard"),
            "system:aggregate-to-admin", Set.of("full_verb_set_equivalent_to_wildcard"),
            "system:aggregate-to-edit", Set.of("full_verb_set_equivalent_to_wildcard"),
            "system:kubelet-api-admin", Set.of("wildcard_verb"));

    private static final List<Binding> BINDINGS = List.of(
            binding("cluster-admin", "cluster-admin", "system:masters"),
            binding(
                    "system:public-info-viewer",
                    "system:public-info-viewer",
                    "system:authenticated",
                    "system:unauthenticated"));

    private Bootstrap() {}

    /** Whether Kubernetes ships {@code object} in a form that has {@code finding}. */
    static boolean ships(RbacObject object, Finding finding) {
        return switch (object) {
            case Role role ->
                role.key().kind() == Kind.CLUSTER_ROLE
                        && ROLES.getOrDefault(role.key().name(), Set.of()).contains(finding.rule());
            case Binding binding -> BINDINGS.stream().anyMatch(shipped -> isSame(shipped, binding));
        };
    }

    private static boolean isSame(Binding shipped, Binding live) {
        return shipped.key().equals(live.key())
                && shipped.roleRef().equals(live.roleRef())
                && Set.copyOf(shipped.subjects()).containsAll(live.subjects());
    }

    private static Binding binding(String name, String role, String... groups) {
        return new Binding(
                new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", name),
                new ObjectKey(Kind.CLUSTER_ROLE, "", role),
                Set.of(groups).stream().<Subject>map(Subject.Group::new).toList());
    }
}
