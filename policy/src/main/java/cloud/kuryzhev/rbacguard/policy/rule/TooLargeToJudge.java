package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/*
 * too_large_to_judge
 *
 * Fields: rules of Role and ClusterRole
 * Refused: more than ten million comparisons to judge the sum of the rules (every rule, in each of its API groups, with every resource
 *          of the role): no real role comes near, and a guard that gives up must not be the way around it
 */
final class TooLargeToJudge implements GrantRule {

    private static final long MAX_COMPARISONS = 10_000_000;

    static boolean isJudgeable(List<PolicyRule> rules) {
        return areFew(rules) || comparisons(rules) <= MAX_COMPARISONS;
    }

    /** As nearly always; without looking at what stands in the lists. */
    private static boolean areFew(List<PolicyRule> rules) {
        double groups = 0;
        double resources = 0;
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
        return isJudgeable(rules) ? Stream.empty() : Stream.of(match());
    }

    private static Match match() {
        return Match.at(
                "rules",
                "its API groups, resources and rules multiply to more than " + MAX_COMPARISONS
                        + " cases, too many to judge and to read");
    }
}
