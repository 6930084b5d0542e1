package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unobservable;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unused;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Used;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Verdict;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Used, unused or unobservable, for every permission that bindings grant: what was used first, as it was asked for, then the rest as
 * it is granted.
 */
final class Verdicts {

    /** More than a person reads; a hostile role can hold millions. */
    private static final int MAX_ATOMS = 2_000;

    private final SequencedMap<String, Verdict> verdicts = new LinkedHashMap<>();

    private Verdicts() {}

    static List<PermissionVerdict> of(List<BindingUsage> uses) {
        var verdicts = new Verdicts();
        uses.forEach(verdicts::addUsed);
        uses.forEach(verdicts::addRest);
        return verdicts.verdicts.entrySet().stream()
                .map(entry -> new PermissionVerdict(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void addUsed(BindingUsage usage) {
        usage.used().forEach((permission, seen) -> verdicts.putIfAbsent(permission.toString(), new Used(seen)));
    }

    private void addRest(BindingUsage usage) {
        Atom.of(usage.grant())
                .limit(MAX_ATOMS)
                .forEach(atom -> verdicts.putIfAbsent(atom.permission().toString(), verdict(atom, usage)));
    }

    private static Verdict verdict(Atom atom, BindingUsage usage) {
        Optional<Seen> seen = usage.used().entrySet().stream()
                .filter(entry -> atom.rule().allows(entry.getKey()))
                .map(java.util.Map.Entry<Permission, Seen>::getValue)
                .reduce(Seen::plus);
        if (atom.isWildcard()) {
            return new Unused(seen.isPresent());
        }
        return seen.<Verdict>map(Used::new)
                .or(() -> cloud.kuryzhev.rbacguard.policy.drift.Unobservable.reason(atom.rule())
                        .map(Unobservable::new))
                .orElseGet(() -> new Unused(false));
    }
}
