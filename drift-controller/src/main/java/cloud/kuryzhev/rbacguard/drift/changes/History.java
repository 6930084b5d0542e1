package cloud.kuryzhev.rbacguard.drift.changes;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RbacChange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The changes that one violation tells. */
public final class History {

    private static final int MOST = 10;
    private static final Duration LATE = Duration.ofMinutes(1);

    private History() {}

    /** {@code known} with {@code added}, each once, the latest {@value #MOST}; of two that are the same the one that says who. */
    public static List<RbacChange> merged(List<RbacChange> known, List<RbacChange> added) {
        var all = new ArrayList<>(known);
        for (RbacChange change : added) {
            int same = indexOf(all, change);
            if (same < 0) {
                all.add(change);
            } else if (all.get(same).by() == null) {
                all.set(same, change);
            }
        }
        all.sort(Comparator.comparing(it -> at(it)));
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** Whether the last of them was so long ago. */
    public static boolean isOver(List<RbacChange> changes, Duration retention, Instant now) {
        return changes.isEmpty() || at(changes.getLast()).plus(retention).isBefore(now);
    }

    private static int indexOf(List<RbacChange> all, RbacChange change) {
        for (int i = 0; i < all.size(); i++) {
            if (isSame(all.get(i), change)) {
                return i;
            }
        }
        return -1;
    }

    /** The audit log tells another time than the watch, and another replica noticed it at another moment. */
    private static boolean isSame(RbacChange one, RbacChange other) {
        if (one.at().equals(other.at())
                && Objects.equals(one.by(), other.by())
                && one.what().equals(other.what())) {
            return true;
        }
        boolean oneSaysWho = one.by() == null || other.by() == null;
        return oneSaysWho
                && one.what().equals(other.what())
                && one.diff().equals(other.diff())
                && Duration.between(at(one), at(other)).abs().compareTo(LATE) <= 0;
    }

    private static Instant at(RbacChange change) {
        try {
            return Instant.parse(change.at());
        } catch (DateTimeException _) {
            return Instant.EPOCH; // somebody else wrote it
        }
    }
}
