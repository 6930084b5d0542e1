package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.Optional;

/** A rule that looks for certain access among what the rules of a role grant. */
abstract class GrantingRule extends EachRule implements GroupBound {

    private final Dangers dangers;

    GrantingRule(RuleSpec spec, Access... dangers) {
        super(spec);
        this.dangers = Dangers.of(List.of(dangers));
    }

    /** What it looks for, each sufficient by itself. */
    final List<Access> dangers() {
        return dangers.all();
    }

    @Override
    public final boolean looksInto(String apiGroup) {
        return dangers.areIn(apiGroup);
    }

    @Override
    final Optional<Match> match(String field, PolicyRule rule) {
        List<Access> granted = dangers.grantedBy(rule);
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
