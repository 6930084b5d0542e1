package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/*
 * cluster_admin_equivalent
 *
 * Fields: the sum of rules[*] of Role and ClusterRole
 * Refused: every verb, by "*" or spelled out, on every resource of every API group, whatever the role's name
 */
final class ClusterAdminEquivalent implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.denying(
                "cluster_admin_equivalent",
                Severity.CRITICAL,
                "whoever is bound to it can do everything in its scope, by whatever name it goes",
                "list the API groups, resources and verbs that are needed");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        if (!(object instanceof Role role)) {
            return Stream.empty();
        }
        List<PolicyRule> onEverything = role.rules().stream()
                .filter(ClusterAdminEquivalent::isOnEverything)
                .toList();
        Set<String> verbs =
                onEverything.stream().flatMap(rule -> rule.verbs().stream()).collect(Collectors.toSet());
        return verbs.contains(Verbs.ALL) || verbs.containsAll(Verbs.FULL)
                ? Stream.of(Match.at(
                        "rules",
                        "its rules together grant every verb on every resource of every API group: " + spec().why()))
                : Stream.empty();
    }

    private static boolean isOnEverything(PolicyRule rule) {
        return rule.apiGroups().contains(Verbs.ALL)
                && rule.resources().contains(Verbs.ALL)
                && rule.resourceNames().isEmpty();
    }
}
