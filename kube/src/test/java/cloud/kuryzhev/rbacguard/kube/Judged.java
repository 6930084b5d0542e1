package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.drift.Violation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A binding, and what was found out about it.
 *
 * @param granted what it gives
 * @param suggestion what would stand in for it; empty where it stays as it is
 */
record Judged(
        Binding binding, Predicate<Permission> granted, Owed owed, Optional<Said> said, Optional<Replace> suggestion) {

    static Judged of(Grant grant, Optional<Violation> violation, Map<Actor, Set<Permission>> used) {
        return new Judged(
                grant.binding(),
                grant.allowing(),
                Owed.of(grant, used),
                violation.map(Said::new),
                violation
                        .map(Violation::suggestion)
                        .filter(Replace.class::isInstance)
                        .map(Replace.class::cast));
    }

    /** Whether what stands in its place must allow {@code asked}. */
    boolean keeps(Permission asked) {
        return suggestion.isPresent() ? owed.has(asked) : granted.test(asked);
    }

    /** Whether it gives {@code asked}, will not any more, and says why by its verdicts. */
    boolean givesUpAsUnused(Permission asked) {
        return suggestion.isPresent() && granted.test(asked) && said.stream().anyMatch(it -> it.isUnused(asked));
    }
}
