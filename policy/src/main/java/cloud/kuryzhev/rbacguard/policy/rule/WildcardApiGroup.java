package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Optional;

/*
 * wildcard_api_group
 *
 * Fields: rules[*].apiGroups[*] of Role and ClusterRole
 * Looks for: "*"
 */
final class WildcardApiGroup extends EachRule {

    WildcardApiGroup() {
        super(RuleSpec.telling(
                "wildcard_api_group",
                Severity.HIGH,
                "it covers resources of that name in every API group, those of software that is yet to be installed included",
                "list the API groups that are needed; the core group is \"\""));
    }

    @Override
    Optional<Match> match(String field, PolicyRule rule) {
        int index = rule.apiGroups().indexOf(Verbs.ALL);
        return index < 0 || rule.verbs().isEmpty()
                ? Optional.empty()
                : Optional.of(new Match(
                        "",
                        field + ".apiGroups[" + index + "]",
                        "API group \"*\"" + ": " + spec().why(),
                        !rule.resourceNames().isEmpty()));
    }
}
