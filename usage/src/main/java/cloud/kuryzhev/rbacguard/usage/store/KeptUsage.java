package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What was read last, and whose usage was written since: in a store that one process writes to, the others' need not be read again. */
final class KeptUsage {

    /** Of four subjects one: to read more of them one by one takes longer than to read all. */
    private static final int MOST = 4;

    private final Set<Subject> changed = new HashSet<>();
    private SortedMap<Subject, SubjectUsage> last = Collections.emptySortedMap();

    /** What is known of all subjects, and who must be read again. */
    record Known(SortedMap<Subject, SubjectUsage> usage, Set<Subject> changed) {}

    synchronized void written(Batch batch) {
        batch.members().forEach(member -> changed.add(member.who.subject()));
    }

    synchronized void forget() {
        last = Collections.emptySortedMap();
        changed.clear();
    }

    /** Empty if all must be read. What is written from now on is read next time, whether it is read this time or not. */
    synchronized Optional<Known> take() {
        var known = new Known(last, Set.copyOf(changed));
        changed.clear();
        return known.changed().size() * MOST < known.usage().size() ? Optional.of(known) : Optional.empty();
    }

    synchronized void keep(SortedMap<Subject, SubjectUsage> usage) {
        last = usage;
    }
}
