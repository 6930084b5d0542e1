package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/*
 * wildcard_verb
 *
 * Fields: rules[*].verbs[*] of Role and ClusterRole, on resources and on non-resource URLs
 * Refused: "*"
 */
final class WildcardVerb implements Rule {

    @Override
    public Stream<Finding> findings(RbacObject object, Policy policy) {
        return switch (object) {
            case Role role ->
                IntStream.range(0, role.rules().size())
                        .filter(i -> role.rules().get(i).verbs().contains(Verbs.ALL))
                        .mapToObj(i -> finding(role, i));
            default -> Stream.empty();
        };
    }

    private static Finding finding(Role role, int index) {
        PolicyRule rule = role.rules().get(index);
        return new Finding(
                "wildcard_verb",
                role.key().kind().namespaced() ? Severity.MEDIUM : Severity.HIGH,
                "rules[" + index + "].verbs[" + rule.verbs().indexOf(Verbs.ALL) + "]",
                reason(rule),
                "list the verbs that are needed, such as "
                        + (isOnUrls(rule) ? "[\"get\"]" : "[\"get\", \"list\", \"watch\"]"));
    }

    private static String reason(PolicyRule rule) {
        return isOnUrls(rule)
                ? "verb \"*\" on " + Shown.of(rule.nonResourceUrls()) + " also grants to post, put, patch and delete"
                : "verb \"*\" on " + Shown.of(rule.resources())
                        + " also grants verbs that nobody thinks of, such as deletecollection, impersonate, bind and"
                        + " escalate, and every verb to come";
    }

    private static boolean isOnUrls(PolicyRule rule) {
        return rule.resources().isEmpty();
    }
}
