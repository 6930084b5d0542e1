package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Optional;

/*
 * wildcard_verb
 *
 * Fields: rules[*].verbs[*] of Role and ClusterRole, on resources and on non-resource URLs
 * Refused: "*"
 */
final class WildcardVerb extends EachRule {

    WildcardVerb() {
        super(RuleSpec.denying(
                "wildcard_verb",
                Severity.HIGH,
                "it grants every verb, also those that nobody thinks of and those to come",
                "list the verbs that are needed, such as [\"get\", \"list\", \"watch\"]"));
    }

    @Override
    Optional<Match> match(String field, PolicyRule rule) {
        int index = rule.verbs().indexOf(Verbs.ALL);
        return index < 0 ? Optional.empty() : Optional.of(Match.at(field + ".verbs[" + index + "]", reason(rule)));
    }

    private String reason(PolicyRule rule) {
        return rule.resources().isEmpty()
                ? "verb \"*\" on " + Shown.of(rule.nonResourceUrls()) + " also grants to post, put, patch and delete"
                : "verb \"*\" on " + Shown.of(rule.resources())
                        + " also grants verbs that nobody thinks of, such as deletecollection, impersonate, bind and escalate, and every verb to come";
    }
}
