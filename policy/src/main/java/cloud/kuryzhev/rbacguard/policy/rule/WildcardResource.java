package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Optional;

/*
 * wildcard_resource
 *
 * Fields: rules[*].resources[*] of Role and ClusterRole
 * Looks for: "*"
 */
final class WildcardResource extends EachRule {

    WildcardResource() {
        super(RuleSpec.telling(
                "wildcard_resource",
                Severity.HIGH,
                "it covers every resource and subresource of the group, pods/exec and secrets included, and every one to come",
                "list the resources that are needed"));
    }

    @Override
    Optional<Match> match(String field, PolicyRule rule) {
        int index = rule.resources().indexOf(Verbs.ALL);
        return index < 0 || rule.verbs().isEmpty()
                ? Optional.empty()
                : Optional.of(new Match(
                        "",
                        field + ".resources[" + index + "]",
                        "resource \"*\"" + ": " + spec().why(),
                        !rule.resourceNames().isEmpty()));
    }
}
