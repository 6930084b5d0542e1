package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.groupingBy;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was used of a binding, found by what an atom speaks of without going through all of it. */
final class UsedIndex {

    private final Set<Map.Entry<Permission, Seen>> used;
    private final Map<Target, List<Map.Entry<Permission, Seen>>> byTarget;

    /** A verb, and a resource in whatever API group, or a URL. */
    private record Target(String verb, String of) {}

    UsedIndex(Map<Permission, Seen> used) {
        this.used = used.entrySet();
        this.byTarget = this.used.stream().collect(groupingBy(entry -> target(entry.getKey())));
    }

    /** When {@code atom} was used; empty if it was not. */
    Optional<Seen> of(Atom atom) {
        Optional<Seen> all = Optional.empty();
        for (var entry : candidates(atom)) {
            if (atom.rule().allows(entry.getKey())) {
                all = Optional.of(all.map(entry.getValue()::plus).orElse(entry.getValue()));
            }
        }
        return all;
    }

    private Collection<Map.Entry<Permission, Seen>> candidates(Atom atom) {
        return atom.isWildcard() ? used : byTarget.getOrDefault(target(atom.permission()), List.of());
    }

    private static Target target(Permission permission) {
        return switch (permission) {
            case OnResource it -> new Target(it.verb(), it.resource());
            case OnUrl it -> new Target(it.verb(), it.path());
        };
    }
}
