package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.stream.Stream;

/** A rule on what is granted: by a role, and by a binding of a role that is known. */
interface GrantRule extends Rule {

    /** What is wrong with {@code rules}, which stand in one role. */
    Stream<Match> in(List<PolicyRule> rules);

    @Override
    default Stream<Match> matches(RbacObject object, RuleContext context) {
        return switch (object) {
            case Role role ->
                in(Aggregation.withoutTakenOver(role, context.cluster()).rules());
            case Binding binding -> context.grants().by(binding).stream().flatMap(it -> it.worst(this).stream());
        };
    }
}
