package cloud.kuryzhev.rbacguard.policy.usage;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that was observed, at one moment.
 *
 * @param coverage the time that was listened to
 * @param bySubject users and service accounts only
 */
public record Usage(Coverage coverage, SortedMap<Subject, SubjectUsage> bySubject) {

    /** Nothing was ever listened to. */
    public static final Usage NONE = new Usage(Coverage.NONE, Collections.emptySortedMap());

    public Usage {
        bySubject = Collections.unmodifiableSortedMap(new TreeMap<>(bySubject));
    }

    /** What {@code subject} was seen to do; empty if it was never seen. */
    public SubjectUsage of(Subject subject) {
        return bySubject.getOrDefault(subject, SubjectUsage.NONE);
    }
}
