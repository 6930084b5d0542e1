package cloud.kuryzhev.rbacguard.pages.heat;

import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What rules grant, verb by target, with the names it is confined to ({@code ""} is all of them). */
final class Granted {

    /** Rules come from strangers. */
    private static final int MOST_ATOMS = 20_000;

    private static final int MOST_WILDCARDS = 200;

    private final SequencedMap<Asked, SortedSet<String>> names = new LinkedHashMap<>();
    private final List<Wildcard> wildcards = new ArrayList<>();

    private record Wildcard(Asked asked, PolicyRule rule) {}

    Granted(Collection<PolicyRule> rules) {
        rules.stream().flatMap(Breakdown::atoms).limit(MOST_ATOMS).forEach(this::add);
    }

    private void add(PolicyRule atom) {
        add(
                Asked.of(atom),
                atom.resourceNames().isEmpty() ? "" : atom.resourceNames().getFirst());
    }

    void add(Asked asked, String name) {
        if (names.computeIfAbsent(asked, _ -> new TreeSet<>()).add(name)
                && asked.isWildcard()
                && wildcards.size() < MOST_WILDCARDS) {
            wildcards.add(new Wildcard(asked, asked.target().rule(asked.verb())));
        }
    }

    /** In the order in which they are granted. */
    Collection<Asked> all() {
        return names.keySet();
    }

    /** Those it is confined to; empty if it is not granted as it stands. */
    Collection<String> names(Asked asked) {
        return names.getOrDefault(asked, new TreeSet<>());
    }

    /** The wildcards that {@code asked} is granted through. */
    List<Asked> through(Asked asked) {
        if (wildcards.isEmpty()) {
            return List.of(); // as of most roles; the question is dear when asked for each of 5,000 cells
        }
        Permission permission = Breakdown.permission(asked.target().rule(asked.verb()), "");
        return wildcards.stream()
                .filter(it -> !it.asked().equals(asked) && it.rule().allows(permission))
                .map(Wildcard::asked)
                .toList();
    }
}
