package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.List;
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
                "verb \"*\" on " + targets(rule)
                        + " also grants verbs that nobody thinks of, such as deletecollection, impersonate, bind and escalate, and every verb to come",
                "list the verbs that are needed, such as [\"get\", \"list\", \"watch\"]");
    }

    private static String targets(PolicyRule rule) {
        List<String> targets = rule.resources().isEmpty() ? rule.nonResourceUrls() : rule.resources();
        String shown = String.join(", ", targets.stream().limit(5).toList());
        return targets.size() > 5 ? shown + " and " + (targets.size() - 5) + " more" : shown;
    }
}
