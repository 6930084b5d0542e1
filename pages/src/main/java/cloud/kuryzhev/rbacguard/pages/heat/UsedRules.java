package cloud.kuryzhev.rbacguard.pages.heat;

import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What RBACUsage objects show of one scope, found by verb and resource: for what a violation has no verdict on. */
public final class UsedRules {

    /** Nothing is known. */
    public static final UsedRules NONE = new UsedRules();

    private static final int MOST_ATOMS = 10_000;

    private final Map<Asked, Cell> used = new HashMap<>();

    private UsedRules() {}

    /** What {@code summaries} show in {@code scope}. */
    public static UsedRules of(Collection<UsageSummary> summaries, Scope scope) {
        var rules = new UsedRules();
        summaries.stream()
                .flatMap(it -> it.used().stream())
                .filter(it -> it.namespaces().stream().anyMatch(scope::holds))
                .flatMap(it -> it.rules().stream())
                .forEach(rules::add);
        return rules;
    }

    private void add(UsedRule rule) {
        // the count is the whole rule's
        long count = Breakdown.count(rule.rule()) == 1 ? rule.seen().count() : 0;
        Cell cell = Cell.used(Optional.of(rule.seen().last()), count, "");
        Breakdown.atoms(rule.rule())
                .limit(MOST_ATOMS)
                .forEach(atom -> used.merge(Asked.of(atom), cell, UsedRules::later));
    }

    private static Cell later(Cell one, Cell other) {
        boolean known = one.count() > 0 && other.count() > 0;
        Cell latest = one.last().orElseThrow().isAfter(other.last().orElseThrow()) ? one : other;
        return Cell.used(latest.last(), known ? one.count() + other.count() : 0, "");
    }

    Optional<Cell> of(Asked asked) {
        return Optional.ofNullable(used.get(asked));
    }
}
