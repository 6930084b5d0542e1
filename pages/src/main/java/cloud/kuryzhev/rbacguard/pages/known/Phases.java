package cloud.kuryzhev.rbacguard.pages.known;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import java.util.List;
import java.util.Set;

/** Where violations stand. */
public final class Phases {

    /** All of them, in the order in which a violation goes through them. */
    public static final List<String> ALL = List.of(
            RBACViolationStatus.OPEN,
            RBACViolationStatus.REGRESSED,
            RBACViolationStatus.APPROVED,
            RBACViolationStatus.APPLIED,
            RBACViolationStatus.SNOOZED,
            RBACViolationStatus.REJECTED,
            RBACViolationStatus.RESOLVED,
            RBACViolationStatus.NOTED);

    private static final Set<String> WAITING = Set.of("", RBACViolationStatus.OPEN, RBACViolationStatus.REGRESSED);

    private Phases() {}

    /** Its phase; {@code ""} before it has one. */
    public static String of(RBACViolation violation) {
        RBACViolationStatus status = violation.getStatus();
        return status == null || status.phase() == null ? "" : status.phase();
    }

    /** Whether it waits for somebody to decide. */
    public static boolean isWaiting(RBACViolation violation) {
        return WAITING.contains(of(violation));
    }
}
