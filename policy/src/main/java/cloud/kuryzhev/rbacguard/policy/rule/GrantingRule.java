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

    /** What it looks for, each sufficient by itself. */
    final List<Access> dangers() {
        return dangers;
    }

    @Override
    final Optional<Match> match(String field, PolicyRule rule) {
        List<Access> granted = Access.grantedBy(rule, dangers);
        if (granted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Match(
                "",
                field,
                "it grants " + Shown.of(rule.verbs()) + " on " + Shown.of(granted) + ": " + spec().why(),
                !rule.resourceNames().isEmpty()));
    }
}
