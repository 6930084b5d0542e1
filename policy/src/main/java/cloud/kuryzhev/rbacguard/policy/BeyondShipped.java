package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rule.Match;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.util.List;
import java.util.stream.Stream;

/** Leaves out what is wrong with an object only because Kubernetes itself ships it so: nobody could put it right. */
final class BeyondShipped {

    private BeyondShipped() {}

    static Stream<Match> matches(Rule rule, RbacObject object, RuleContext context) {
        return switch (object) {
            case Binding binding when Bootstrap.ships(binding) -> Stream.empty();
            case Role role when Bootstrap.ships(role) -> Stream.empty();
            case Role role when Bootstrap.shipsRole(role.key()) -> changed(rule, role, context);
            default -> rule.matches(object, context);
        };
    }

    /** What was added, by itself; and what it makes of the whole, if that is not so in the shipped part already. */
    private static Stream<Match> changed(Rule rule, Role role, RuleContext context) {
        List<Match> added = rule.matches(Bootstrap.added(role), context).toList();
        boolean told = !added.isEmpty()
                || rule.matches(Bootstrap.shipped(role), context).findAny().isPresent();
        return told ? added.stream() : rule.matches(role, context);
    }
}
