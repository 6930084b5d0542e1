package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.stream.Stream;

/*
 * forbidden_role_ref:<name>
 *
 * Fields: roleRef of RoleBinding and ClusterRoleBinding
 * Refused: a ClusterRole that policy.yaml lists under forbidden_roles; a namespaced Role of that name is another role
 */
final class ForbiddenRoleRef implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.denying(
                "forbidden_role_ref",
                Severity.CRITICAL,
                "the cluster's policy forbids to bind this ClusterRole; by default that is cluster-admin, every verb on every resource",
                "bind a Role that lists just the verbs and resources that are needed");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        return switch (object) {
            case Binding binding
            when binding.roleRef().kind() == Kind.CLUSTER_ROLE
                    && context.policy()
                            .forbiddenRoles()
                            .contains(binding.roleRef().name()) -> Stream.of(match(binding));
            default -> Stream.empty();
        };
    }

    private static Match match(Binding binding) {
        String role = binding.roleRef().name();
        String where = binding.clusterWide()
                ? " in the whole cluster"
                : " in namespace " + binding.key().namespace();
        return new Match(role, "roleRef.name", "it grants " + describe(role) + where, false);
    }

    private static String describe(String role) {
        return role.equals("cluster-admin")
                ? "ClusterRole cluster-admin, which is every verb on every resource,"
                : "ClusterRole " + role + ", which the cluster's policy forbids to bind,";
    }
}
