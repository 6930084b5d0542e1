package cloud.kuryzhev.rbacguard.policy.usage;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one user or service account was seen to do.
 *
 * @param groups every group it was seen in
 * @param used authorised permissions
 * @param denied refused ones, a stream of their own
 */
public record SubjectUsage(
        SortedSet<String> groups, SortedMap<Permission, Seen> used, SortedMap<Permission, Seen> denied) {

    /** Of a subject never seen. */
    public static final SubjectUsage NONE =
            new SubjectUsage(Collections.emptySortedSet(), Collections.emptySortedMap(), Collections.emptySortedMap());

    public SubjectUsage {
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
        denied = Collections.unmodifiableSortedMap(new TreeMap<>(denied));
    }
}
