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
interface BeyondShipped {

    /** Where the object breaks {@code rule} by more than what Kubernetes ships. */
    Stream<Match> matches(Rule rule);

    static BeyondShipped of(RbacObject object, RuleContext context) {
        return switch (object) {
            case Binding binding when Bootstrap.ships(binding) -> _ -> Stream.empty();
            case Role role when Bootstrap.ships(role) -> _ -> Stream.empty();
            case Role role when Bootstrap.shipsRole(role.key()) -> changed(role, context);
            default -> rule -> rule.matches(object, context);
        };
    }

    /** What was added, by itself; and what it makes of the whole, if that is not so in the shipped part already. */
    private static BeyondShipped changed(Role role, RuleContext context) {
        Role added = Bootstrap.added(role);
        Role shipped = Bootstrap.shipped(role);
        return rule -> {
            List<Match> matches = rule.matches(added, context).toList();
            boolean told = !matches.isEmpty()
                    || rule.matches(shipped, context).findAny().isPresent();
            return told ? matches.stream() : rule.matches(role, context);
        };
    }
}
