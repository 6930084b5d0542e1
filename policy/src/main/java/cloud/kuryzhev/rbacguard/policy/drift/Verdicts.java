package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unobservable;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unused;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Used;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Verdict;
import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Used, unused or unobservable, for the permissions that bindings grant: what was used first, as it was asked for, then the rest as
 * it is granted, to the first 2,000 atoms.
 */
final class Verdicts {

    /** More than a person reads; a hostile role can hold billions. */
    private static final int MAX_ATOMS = 2_000;

    private final SequencedMap<String, Verdict> verdicts = new LinkedHashMap<>();

    private record Granted(BindingUsage usage, PolicyRule rule) {
        Stream<Granted> atoms() {
            return Breakdown.atoms(rule).map(atom -> new Granted(usage, atom));
        }

        Atom atom() {
            return new Atom(usage.grant().binding(), rule);
        }
    }

    private Verdicts() {}

    static List<PermissionVerdict> of(List<BindingUsage> uses) {
        var verdicts = new Verdicts();
        uses.forEach(verdicts::addUsed);
        // one flatMap after the other, not inside: only so does the limit reach back to the first
        uses.stream()
                .flatMap(Verdicts::granted)
                .flatMap(Granted::atoms)
                .limit(MAX_ATOMS)
                .forEach(verdicts::addRest);
        return verdicts.verdicts.entrySet().stream()
                .map(entry -> new PermissionVerdict(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Stream<Granted> granted(BindingUsage usage) {
        return usage.grant().rules().stream().map(rule -> new Granted(usage, rule));
    }

    private void addUsed(BindingUsage usage) {
        usage.used().forEach((permission, seen) -> verdicts.putIfAbsent(permission.toString(), new Used(seen)));
    }

    private void addRest(Granted granted) {
        Atom atom = granted.atom();
        verdicts.putIfAbsent(
                atom.permission().toString(),
                verdict(atom, granted.usage().index().of(atom), granted.usage().visibility()));
    }

    private static Verdict verdict(Atom atom, Optional<Seen> seen, Visibility visibility) {
        if (atom.isWildcard()) {
            return seen.isPresent()
                    ? new Unused(true)
                    : visibility.hidesAll(atom).<Verdict>map(Unobservable::new).orElseGet(() -> new Unused(false));
        }
        return seen.<Verdict>map(Used::new)
                .or(() -> visibility.hides(atom).map(Unobservable::new))
                .orElseGet(() -> new Unused(false));
    }
}
