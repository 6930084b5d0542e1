package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What must stay of a binding.
 *
 * <ol>
 *   <li>everything needed; with the object's name only where the binding grants it no other way, or where the names are few and stable;
 *   <li>cluster-wide only what very many namespaces asked for, and only if it is granted so today;
 *   <li>list beside every watch, which informers fall back to;
 *   <li>every unobservable permission that is granted by its full name.
 * </ol>
 *
 * @param inferred the part of {@code permissions} that was not seen, and is there because something else was
 */
record KeptAccess(
        SortedSet<Permission> permissions, SortedSet<Permission> inferred, List<UnobservableAccess> unobservable) {

    /** Nothing. */
    static final KeptAccess NONE =
            new KeptAccess(Collections.emptySortedSet(), Collections.emptySortedSet(), List.of());

    KeptAccess {
        permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
        inferred = Collections.unmodifiableSortedSet(new TreeSet<>(inferred));
        unobservable = List.copyOf(unobservable);
    }

    static KeptAccess of(BindingUsage usage, LeastRoles.Options options) {
        Predicate<Permission> granted = usage.grant().allowing();
        SortedSet<Permission> kept = NeededAccess.of(usage, granted, options);
        var inferred = new TreeSet<Permission>();
        kept.forEach(permission -> listBeside(granted, permission, inferred));
        inferred.removeAll(kept);
        kept.addAll(inferred);
        var unobservable = new ArrayList<UnobservableAccess>();
        addUnobservable(usage, granted, kept, unobservable);
        return new KeptAccess(kept, inferred, unobservable);
    }

    static Permission withoutNeedlessName(Predicate<Permission> granted, Permission permission) {
        return permission instanceof OnResource asked && granted.test(asked.withoutName())
                ? asked.withoutName()
                : permission;
    }

    static void listBeside(Predicate<Permission> granted, Permission permission, SortedSet<Permission> kept) {
        if (permission instanceof OnResource asked && asked.verb().equals("watch")) {
            var list = new OnResource("list", asked.apiGroup(), asked.resource(), asked.name(), asked.namespace());
            if (granted.test(list)) {
                kept.add(list);
            }
        }
    }

    private static void addUnobservable(
            BindingUsage usage,
            Predicate<Permission> granted,
            SortedSet<Permission> kept,
            List<UnobservableAccess> unobservable) {
        var underWildcards = new LinkedHashSet<String>();
        for (Atom atom : (Iterable<Atom>) Atom.of(usage.grant())::iterator) {
            if (atom.isWildcard()) {
                underWildcards.addAll(underAWildcard(usage.visibility(), atom));
                underWildcards.addAll(usage.visibility().hidden().lost());
                continue;
            }
            usage.visibility().hides(atom).ifPresent(reason -> {
                kept.add(atom.permission());
                unobservable.add(new UnobservableAccess(atom.permission().toString(), true, reason));
            });
        }
        usage.visibility().hidden().beneath().forEach((permission, reason) -> {
            if (granted.test(permission) && kept.add(permission)) {
                unobservable.add(new UnobservableAccess(permission.toString(), true, reason));
            }
        });
        underWildcards.forEach(reason -> unobservable.add(new UnobservableAccess("under wildcards", false, reason)));
    }

    private static List<String> underAWildcard(Visibility visibility, Atom atom) {
        return Stream.concat(
                        Stream.of(Unlogged.UNDER_A_WILDCARD).filter(_ -> Unlogged.isUnder(atom.rule())),
                        visibility.hidesSome(atom).map(Unlogged::underAWildcard).stream())
                .toList();
    }
}
