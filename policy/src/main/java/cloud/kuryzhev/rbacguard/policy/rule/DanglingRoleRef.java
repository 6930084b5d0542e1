package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.stream.Stream;

/*
 * dangling_role_ref
 *
 * Fields: roleRef of RoleBinding and ClusterRoleBinding
 * Looks for: a role that does not exist, where the whole cluster is known
 */
final class DanglingRoleRef implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.telling(
                "dangling_role_ref",
                Severity.MEDIUM,
                "whoever creates a role of that name decides, alone and later, what the subjects get",
                "create the role first, or delete the binding together with its role");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        return object instanceof Binding binding
                        && context.cluster().isKnown()
                        && context.cluster().role(binding.roleRef()).isEmpty()
                ? Stream.of(Match.at("roleRef.name", binding.roleRef() + " does not exist: " + spec().why()))
                : Stream.empty();
    }
}
