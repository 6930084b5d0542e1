package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What must stay of a binding.
 *
 * <ol>
 *   <li>everything needed, without the object's name where the binding grants it without one: names change from day to day;
 *   <li>list beside every watch, which informers fall back to;
 *   <li>every unobservable permission that is granted by its full name.
 * </ol>
 */
record KeptAccess(SortedSet<Permission> permissions, List<UnobservableAccess> unobservable) {

    KeptAccess {
        permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
        unobservable = List.copyOf(unobservable);
    }

    static KeptAccess of(BindingUsage usage) {
        Grant grant = usage.grant();
        var kept = new TreeSet<Permission>();
        usage.needed().values().forEach(needed -> needed.keySet().forEach(permission -> {
            Permission general = withoutNeedlessName(grant, permission);
            kept.add(general);
            listBeside(grant, general, kept);
        }));
        var unobservable = new ArrayList<UnobservableAccess>();
        addUnobservable(usage, kept, unobservable);
        return new KeptAccess(kept, unobservable);
    }

    static Permission withoutNeedlessName(Grant grant, Permission permission) {
        return permission instanceof OnResource asked && grant.allows(asked.withoutName())
                ? asked.withoutName()
                : permission;
    }

    static void listBeside(Grant grant, Permission permission, SortedSet<Permission> kept) {
        if (permission instanceof OnResource asked && asked.verb().equals("watch")) {
            var list = new OnResource("list", asked.apiGroup(), asked.resource(), asked.name(), asked.namespace());
            if (grant.allows(list)) {
                kept.add(list);
            }
        }
    }

    private static void addUnobservable(
            BindingUsage usage, SortedSet<Permission> kept, List<UnobservableAccess> unobservable) {
        var underWildcards = new LinkedHashSet<String>();
        for (Atom atom : (Iterable<Atom>) Atom.of(usage.grant())::iterator) {
            if (atom.isWildcard()) {
                underWildcards.addAll(underAWildcard(usage.visibility(), atom));
                continue;
            }
            usage.visibility().hides(atom).ifPresent(reason -> {
                kept.add(atom.permission());
                unobservable.add(new UnobservableAccess(atom.permission().toString(), true, reason));
            });
        }
        underWildcards.forEach(reason -> unobservable.add(new UnobservableAccess("under wildcards", false, reason)));
    }

    private static List<String> underAWildcard(Visibility visibility, Atom atom) {
        return Stream.concat(
                        Stream.of(Unlogged.UNDER_A_WILDCARD).filter(_ -> Unlogged.isUnder(atom.rule())),
                        visibility.hidesSome(atom).map(Unlogged::underAWildcard).stream())
                .toList();
    }
}
