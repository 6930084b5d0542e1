package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/*
 * too_large_to_judge
 *
 * Fields: rules of Role and ClusterRole; of RoleBinding and ClusterRoleBinding the role, with what each subject holds already
 * Refused: more than ten million comparisons to judge the sum of the rules (every rule, in each of its API groups, with every resource
 *          of the role): no real role comes near, and a guard that gives up must not be the way around it
 */
final class TooLargeToJudge implements GrantRule {

    private static final long MAX_COMPARISONS = 10_000_000;

    static boolean isJudgeable(List<PolicyRule> rules) {
        return isSmall(rules) || comparisons(rules) <= MAX_COMPARISONS;
    }

    /** Whether even a role without any repetition would be judgeable: nearly all are, and this counts fast. */
    private static boolean isSmall(List<PolicyRule> rules) {
        long groups = 0;
        long resources = 0;
        for (PolicyRule rule : rules) {
            groups += rule.apiGroups().size();
            resources += rule.resources().size();
        }
        return groups * rules.size() * (1 + resources) <= MAX_COMPARISONS;
    }

    private static long comparisons(List<PolicyRule> rules) {
        long groups = distinct(rules, PolicyRule::apiGroups);
        long resources = distinct(rules, PolicyRule::resources);
        long rulesInGroups = rules.stream()
                .mapToLong(rule -> rule.apiGroups().contains(Verbs.ALL)
                        ? groups
                        : rule.apiGroups().size())
                .sum();
        return groups * rules.size() + rulesInGroups * resources;
    }

    private static long distinct(List<PolicyRule> rules, Function<PolicyRule, Collection<String>> part) {
        return rules.stream().map(part).flatMap(Collection::stream).distinct().count();
    }

    @Override
    public RuleSpec spec() {
        return RuleSpec.denying(
                "too_large_to_judge",
                Severity.HIGH,
                "what cannot be judged or read could grant anything",
                "split it into roles of a size that a person can review");
    }

    @Override
    public Stream<Match> in(List<PolicyRule> rules) {
        return isJudgeable(rules) ? Stream.empty() : Stream.of(match("rules", "its API groups, resources and rules"));
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        return Stream.concat(
                GrantRule.super.matches(object, context),
                Holding.of(object, context.cluster())
                        .filter(holding -> !isJudgeable(together(holding, context.cluster())))
                        .limit(1)
                        .map(holding ->
                                match(holding.field(), holding + ": together their API groups, resources and rules")));
    }

    private static List<PolicyRule> together(Holding holding, Cluster cluster) {
        return Stream.concat(holding.given().stream(), holding.held(cluster, _ -> true).stream())
                .toList();
    }

    private static Match match(String field, String what) {
        return Match.at(
                field, what + " multiply to more than " + MAX_COMPARISONS + " cases, too many to judge and to read");
    }
}
