package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.groupingBy;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What was used of a binding, found by what an atom speaks of without going through all of it. */
final class UsedIndex {

    private final SortedMap<Permission, Seen> used;
    private final Map<Permission, List<Permission>> byTarget;

    UsedIndex(BindingUsage usage) {
        this.used = usage.used();
        this.byTarget = used.keySet().stream().collect(groupingBy(UsedIndex::target));
    }

    /** When {@code atom} was used; empty if it was not. */
    Optional<Seen> of(Atom atom) {
        return candidates(atom)
                .filter(atom.rule()::allows)
                .flatMap(it -> Stream.ofNullable(used.get(it)))
                .reduce(Seen::plus);
    }

    private Stream<Permission> candidates(Atom atom) {
        return atom.isWildcard()
                ? used.keySet().stream()
                : byTarget.getOrDefault(target(atom.permission()), List.of()).stream();
    }

    /** The verb and the resource, without name and namespace. */
    private static Permission target(Permission permission) {
        return switch (permission) {
            case OnResource it -> new OnResource(it.verb(), it.apiGroup(), it.resource(), "", "");
            case OnUrl it -> it;
        };
    }
}
