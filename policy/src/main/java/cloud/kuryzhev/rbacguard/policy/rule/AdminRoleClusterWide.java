package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.List;
import java.util.stream.Stream;

/*
 * admin_role_cluster_wide
 *
 * Fields: roleRef of ClusterRoleBinding
 * Looks for: ClusterRoles admin and edit, which are made to be bound in one namespace
 */
final class AdminRoleClusterWide implements Rule {

    static final List<String> MADE_FOR_ONE_NAMESPACE = List.of("admin", "edit");

    @Override
    public RuleSpec spec() {
        return RuleSpec.telling(
                "admin_role_cluster_wide",
                Severity.HIGH,
                "the role is made for one namespace; bound in the whole cluster it reads every secret and runs pods in every namespace, kube-system included",
                "bind it by a RoleBinding in each namespace where it is needed");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        return object instanceof Binding binding && binding.clusterWide() && isMadeForOneNamespace(binding)
                ? Stream.of(Match.at(
                        "roleRef.name", "it grants " + binding.roleRef() + " in the whole cluster: " + spec().why()))
                : Stream.empty();
    }

    private static boolean isMadeForOneNamespace(Binding binding) {
        return binding.roleRef().kind() == Kind.CLUSTER_ROLE
                && MADE_FOR_ONE_NAMESPACE.contains(binding.roleRef().name());
    }
}
