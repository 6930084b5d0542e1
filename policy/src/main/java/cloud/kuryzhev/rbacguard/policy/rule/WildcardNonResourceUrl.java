package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Optional;

/*
 * wildcard_non_resource_url
 *
 * Fields: rules[*].nonResourceURLs[*] of Role and ClusterRole
 * Looks for: "*"
 */
final class WildcardNonResourceUrl extends EachRule {

    WildcardNonResourceUrl() {
        super(RuleSpec.telling(
                "wildcard_non_resource_url",
                Severity.MEDIUM,
                "it covers every path of the API server, its profiles, metrics and debug endpoints included",
                "list the paths that are needed, such as /metrics"));
    }

    @Override
    Optional<Match> match(String field, PolicyRule rule) {
        int index = rule.nonResourceUrls().indexOf(Verbs.ALL);
        return index < 0 || rule.verbs().isEmpty()
                ? Optional.empty()
                : Optional.of(new Match(
                        "",
                        field + ".nonResourceURLs[" + index + "]",
                        "URL \"*\"" + ": " + spec().why(),
                        !rule.resourceNames().isEmpty()));
    }
}
