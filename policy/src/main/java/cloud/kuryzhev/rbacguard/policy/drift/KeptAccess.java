package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

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
        addUnobservable(grant, kept, unobservable);
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
            Grant grant, SortedSet<Permission> kept, List<UnobservableAccess> unobservable) {
        boolean wildcard = false;
        for (Atom atom : (Iterable<Atom>) Atom.of(grant)::iterator) {
            if (atom.isWildcard()) {
                wildcard |= Unlogged.isUnder(atom.rule());
                continue;
            }
            Unlogged.reason(atom.rule()).ifPresent(reason -> {
                kept.add(atom.permission());
                unobservable.add(new UnobservableAccess(atom.permission().toString(), true, reason));
            });
        }
        if (wildcard) {
            unobservable.add(new UnobservableAccess("under wildcards", false, Unlogged.UNDER_A_WILDCARD));
        }
    }
}
