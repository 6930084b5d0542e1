package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was used of one binding in a window.
 *
 * @param used of what it grants, by its subjects together
 * @param needed the part of {@code used} that a replacement must keep: of subjects that the policy lets hold anything, and not held
 *     through a sound binding as well
 * @param visibility what of it could be seen at all
 */
record BindingUsage(
        Grant grant,
        SortedMap<Permission, Seen> used,
        SortedMap<Subject, SortedMap<Permission, Seen>> needed,
        Visibility visibility) {

    BindingUsage {
        used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
        needed = Collections.unmodifiableSortedMap(new TreeMap<>(needed));
    }
}
