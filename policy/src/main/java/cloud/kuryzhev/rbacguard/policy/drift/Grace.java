package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rules that were added to a role so late that nobody can tell yet whether they are needed.
 *
 * @param settled the other rules
 */
record Grace(List<PolicyRule> settled, List<Young> young) {

    /** For nothing. */
    static final Grace NONE = new Grace(List.of(), List.of());

    Grace {
        settled = List.copyOf(settled);
        young = List.copyOf(young);
    }

    record Young(PolicyRule rule, Instant since) {}

    /** Whether there is nothing else. */
    boolean isAll() {
        return settled.isEmpty() && !young.isEmpty();
    }

    /** Why {@code atom} cannot be judged yet; empty if an older rule grants it too. */
    Optional<String> reason(Atom atom) {
        if (young.isEmpty() || settled.stream().anyMatch(it -> grants(it, atom))) {
            return Optional.empty();
        }
        return young.stream()
                .filter(it -> grants(it.rule(), atom))
                .map(Young::since)
                .min(Comparator.naturalOrder())
                .map(since -> "it is granted only since " + since.truncatedTo(ChronoUnit.SECONDS)
                        + ", which is too short to judge");
    }

    /** An atom without wildcards is a request, and asked about by the hundred. */
    private static boolean grants(PolicyRule rule, Atom atom) {
        return atom.isWildcard() ? Covers.covers(List.of(rule), List.of(atom.rule())) : rule.allows(atom.permission());
    }
}
