package cloud.kuryzhev.rbacguard.pages.rules;

import cloud.kuryzhev.rbacguard.policy.CustomRule;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import cloud.kuryzhev.rbacguard.policy.rule.RuleSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One rule.
 *
 * @param severity in the whole cluster
 * @param action at admission, of a finding of that severity
 * @param chosen whether the policy says so; else it is the rule's own
 * @param open how many open violations break it, of those that the viewer may list
 */
record RuleRow(
        String id, String severity, String action, boolean chosen, String why, String fix, boolean custom, long open) {

    /**
     * The catalogue, then the operators' own.
     *
     * @param open violations by rule
     */
    static List<RuleRow> of(Policy policy, Map<String, Long> open) {
        return Stream.concat(
                        Rule.CATALOGUE.stream().map(Rule::spec).map(it -> of(it, policy, open)),
                        policy.customRules().stream().map(it -> of(it, policy, open)))
                .toList();
    }

    private static RuleRow of(RuleSpec spec, Policy policy, Map<String, Long> open) {
        return new RuleRow(
                spec.id(),
                spec.severity().toString(),
                policy.action(spec.id())
                        .orElseGet(() -> spec.defaultAction(spec.severity()))
                        .toString(),
                policy.action(spec.id()).isPresent(),
                spec.why(),
                spec.fix(),
                false,
                open.getOrDefault(spec.id(), 0L));
    }

    private static RuleRow of(CustomRule rule, Policy policy, Map<String, Long> open) {
        return new RuleRow(
                rule.id(),
                rule.severity().toString(),
                policy.action(rule.id()).orElse(rule.action()).toString(),
                policy.action(rule.id()).isPresent(),
                rule.reason(),
                rule.message(),
                true,
                open.getOrDefault(rule.id(), 0L));
    }
}
