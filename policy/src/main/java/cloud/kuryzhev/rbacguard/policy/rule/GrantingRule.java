package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.Optional;

/** A rule that looks for certain access among what the rules of a role grant. */
abstract class GrantingRule extends EachRule {

    private final List<Access> dangers;

    GrantingRule(RuleSpec spec, Access... dangers) {
        super(spec);
        this.dangers = List.of(dangers);
    }

    /** What it looks for. */
    final List<Access> dangers() {
        return dangers;
    }

    @Override
    final Optional<Match> match(String field, PolicyRule rule) {
        if (!isAnyGrantedBy(rule)) {
            return Optional.empty();
        }
        List<Access> granted =
                dangers.stream().filter(access -> access.isGrantedBy(rule)).toList();
        return Optional.of(new Match(
                        "",
                        field,
                        "it grants " + Shown.of(rule.verbs()) + " on " + Shown.of(granted) + ": " + spec().why(),
                        !rule.resourceNames().isEmpty()));
    }

    /** Nearly never: without a stream for each rule of each role. */
    private boolean isAnyGrantedBy(PolicyRule rule) {
        for (Access access : dangers) {
            if (access.isGrantedBy(rule)) {
                return true;
            }
        }
        return false;
    }
}
