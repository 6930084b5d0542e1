package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
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
    public Stream<Finding> findings(RbacObject object, Policy policy) {
        return switch (object) {
            case Binding binding
            when binding.roleRef().kind() == Kind.CLUSTER_ROLE
                    && policy.forbiddenRoles().contains(binding.roleRef().name()) -> Stream.of(finding(binding));
            default -> Stream.empty();
        };
    }

    private static Finding finding(Binding binding) {
        String role = binding.roleRef().name();
        return new Finding(
                "forbidden_role_ref:" + role,
                binding.clusterWide() ? Severity.CRITICAL : Severity.HIGH,
                "roleRef.name",
                "it grants " + describe(role)
                        + (binding.clusterWide()
                                ? " in the whole cluster"
                                : " in namespace " + binding.key().namespace()),
                "bind a Role that lists just the verbs and resources that are needed");
    }

    private static String describe(String role) {
        return role.equals("cluster-admin")
                ? "ClusterRole cluster-admin, which is every verb on every resource,"
                : "ClusterRole " + role + ", which the cluster's policy forbids to bind,";
    }
}
