package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/*
 * impersonate_verb
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: impersonate on users, groups and serviceaccounts of the core group and on uids and userextras/<key> of
 *            authentication.k8s.io; the constrained forms impersonate:<mode> there, and impersonate-on:<mode>:<verb> on anything (KEP-5284)
 */
final class ImpersonateVerb extends EachRule {

    static final String ON = "impersonate-on:";
    static final List<String> VERBS = List.of(
            "impersonate",
            "impersonate:user-info",
            "impersonate:serviceaccount",
            "impersonate:arbitrary-node",
            "impersonate:associated-node");
    static final List<Access> IDENTITIES = Stream.concat(
                    Stream.of("users", "groups", "serviceaccounts").map(resource -> new Access(VERBS, "", resource)),
                    Stream.of("users", "groups", "serviceaccounts", "nodes", "uids", "userextras")
                            .map(resource -> new Access(VERBS, "authentication.k8s.io", resource)))
            .toList();

    private static final Dangers DANGERS = Dangers.of(IDENTITIES);

    ImpersonateVerb() {
        super(RuleSpec.telling(
                "impersonate_verb",
                Severity.CRITICAL,
                "whoever holds it acts as somebody else, system:masters included where groups are not named",
                "name the users, groups or service accounts in resourceNames"));
    }

    @Override
    Optional<Match> match(String field, PolicyRule rule) {
        boolean matches = !DANGERS.grantedBy(rule).isEmpty() || grantsUserExtras(rule) || grantsOn(rule);
        return matches
                ? Optional.of(new Match(
                        "",
                        field,
                        "it grants " + Shown.of(rule.verbs()) + " on " + Shown.of(rule.resources()) + ": "
                                + spec().why(),
                        !rule.resourceNames().isEmpty()))
                : Optional.empty();
    }

    private static boolean grantsUserExtras(PolicyRule rule) {
        return rule.matchesApiGroup("authentication.k8s.io")
                && VERBS.stream().anyMatch(rule::matchesVerb)
                && rule.resources().stream()
                        .anyMatch(resource -> resource.startsWith("userextras/") || resource.startsWith("*/"));
    }

    private static boolean grantsOn(PolicyRule rule) {
        for (String verb : rule.verbs()) {
            if (verb.startsWith(ON)) {
                return true;
            }
        }
        return false;
    }
}
