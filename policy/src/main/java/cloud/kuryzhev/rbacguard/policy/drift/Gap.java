package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Adds up what bindings grant, and what of it was used. */
final class Gap {

    private final Risk risk;
    private final Expansion expansion;
    private long permissions;
    private long used;
    private long unobservable;
    private long weight;
    private long unusedWeight;

    private Gap(Risk risk, Discovery discovery) {
        this.risk = risk;
        this.expansion = new Expansion(discovery);
    }

    /** The gap; none where nothing is granted, or too much to count. */
    static Optional<AccessGap> of(List<BindingUsage> uses, Risk risk, Discovery discovery) {
        if (uses.stream().anyMatch(use -> !Atom.areFew(use.grant()))) {
            return Optional.empty();
        }
        var gap = new Gap(risk, discovery);
        uses.forEach(gap::add);
        return gap.permissions == 0 ? Optional.empty() : Optional.of(gap.sum());
    }

    /** The gap of a cluster. */
    static ClusterGap ofAll(Stream<BindingUsage> uses, Risk risk, Discovery discovery) {
        var gap = new Gap(risk, discovery);
        int bindings = 0;
        int tooLarge = 0;
        for (var all = uses.iterator(); all.hasNext(); ) {
            BindingUsage use = all.next();
            if (Atom.areFew(use.grant())) {
                gap.add(use);
                bindings++;
            } else {
                tooLarge++;
            }
        }
        return new ClusterGap(bindings, tooLarge, gap.sum());
    }

    private void add(BindingUsage usage) {
        Set<Permission> counted = HashSet.newHashSet(Atom.count(usage.grant()));
        Atom.of(usage.grant())
                .<Atom>mapMulti(expansion::of)
                .filter(atom -> counted.add(atom.permission()))
                .forEach(atom -> count(atom, usage));
    }

    private void count(Atom atom, BindingUsage usage) {
        int its = risk.of(atom);
        permissions++;
        weight += its;
        if (usage.index().of(atom).isPresent()) {
            used++;
        } else if (usage.visibility().hides(atom).isPresent()) {
            unobservable++;
        } else {
            unusedWeight += its;
        }
    }

    private AccessGap sum() {
        return new AccessGap(
                permissions,
                used,
                unobservable,
                percent(permissions - used - unobservable, permissions),
                percent(unusedWeight, weight),
                expansion.discovery().toString());
    }

    /** Rounded down: all of it is only what is all of it. Of nothing it is nothing. */
    private static int percent(long part, long whole) {
        return whole == 0 ? 0 : (int) (100 * part / whole);
    }
}
