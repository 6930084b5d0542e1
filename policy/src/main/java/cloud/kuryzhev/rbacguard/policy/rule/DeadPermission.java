package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/*
 * dead_permission
 *
 * Fields: rules[*].resources[*] and rules[*].verbs[*] of Role and ClusterRole
 * Looks for: resources that end in "/*", verbs in upper case, and resourceNames where every verb is create or deletecollection
 */
final class DeadPermission extends EachRule {

    DeadPermission() {
        super(
                RuleSpec.telling(
                        "dead_permission",
                        Severity.LOW,
                        "it grants nothing, so something that somebody relies on will be refused",
                        "write verbs in lower case, subresources by name (pods/exec) or as \"*/exec\", and create without resourceNames"));
    }

    /** Of a role only: that it grants nothing is no matter of who is bound to it. */
    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        return object instanceof Role ? super.matches(object, context) : Stream.empty();
    }

    @Override
    Optional<Match> match(String field, PolicyRule rule) {
        return dead(rule)
                .map(dead -> Match.at(field, "\"" + dead + "\": " + spec().why()))
                .or(() -> namesAreInVain(rule)
                        ? Optional.of(
                                Match.at(field, "resourceNames with " + Shown.of(rule.verbs()) + ": " + spec().why()))
                        : Optional.empty());
    }

    private static Optional<String> dead(PolicyRule rule) {
        for (String resource : rule.resources()) {
            if (resource.endsWith("/*")) {
                return Optional.of(resource);
            }
        }
        for (String verb : rule.verbs()) {
            if (!verb.equals(verb.toLowerCase(Locale.ROOT))) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    private static boolean namesAreInVain(PolicyRule rule) {
        return !rule.resourceNames().isEmpty()
                && !rule.verbs().isEmpty()
                && !rule.verbs().contains(Verbs.ALL)
                && Access.NAMELESS.containsAll(rule.verbs())
                && rule.resources().stream().allMatch(resource -> resource.indexOf('/') < 0);
    }
}
