package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was used of one binding in a window.
 *
 * @param used of what it grants, by its subjects together
 * @param needed the part of {@code used} that a replacement must keep, by subject of the binding: of those that the policy lets hold
 *     anything, and not held through a sound binding as well; by a user that several of the subjects reach under each of them
 * @param heldElsewhere the sound bindings that allow what is used and not needed
 * @param visibility what of it could be seen at all
 * @param index of {@code used}
 */
record BindingUsage(
        Grant grant,
        UsageWindow window,
        SortedMap<Permission, Seen> used,
        SortedMap<Subject, SortedMap<Permission, Seen>> needed,
        SortedSet<ObjectKey> heldElsewhere,
        Visibility visibility,
        UsedIndex index) {

    BindingUsage {
        used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
        needed = Collections.unmodifiableSortedMap(new TreeMap<>(needed));
        heldElsewhere = Collections.unmodifiableSortedSet(new TreeSet<>(heldElsewhere));
    }

    BindingUsage(
            Grant grant,
            UsageWindow window,
            SortedMap<Permission, Seen> used,
            SortedMap<Subject, SortedMap<Permission, Seen>> needed,
            SortedSet<ObjectKey> heldElsewhere,
            Visibility visibility) {
        this(grant, window, used, needed, heldElsewhere, visibility, new UsedIndex(used));
    }

    /** Everything that is needed by anybody. */
    SortedMap<Permission, Seen> neededByAll() {
        if (needed.size() == 1) {
            return needed.firstEntry().getValue();
        }
        var all = new TreeMap<Permission, Seen>();
        needed.values().forEach(its -> its.forEach((permission, seen) -> all.merge(permission, seen, Seen::plus)));
        return all;
    }

    /** Whether nobody needs anything. */
    boolean isNeedless() {
        return needed.values().stream().allMatch(Map::isEmpty);
    }

    /** As if there were this subject only. */
    BindingUsage of(Subject subject) {
        var its = new TreeMap<Subject, SortedMap<Permission, Seen>>();
        its.put(subject, needed.getOrDefault(subject, Collections.emptySortedMap()));
        Binding binding = grant.binding();
        var alone = new Binding(binding.key(), binding.roleRef(), List.of(subject), binding.metadata());
        return new BindingUsage(new Grant(alone, grant.rules()), window, used, its, heldElsewhere, visibility, index);
    }
}
