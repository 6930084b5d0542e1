package cloud.kuryzhev.rbacguard.pages.overview;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.AccessGap;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the overview needs of one violation.
 *
 * @param firstSeen empty where nobody says
 * @param resolvedAt empty while it is not
 */
record Standing(
        String namespace,
        String severity,
        String phase,
        List<String> subjects,
        Optional<AccessGap> gap,
        Optional<Instant> firstSeen,
        Optional<Instant> resolvedAt) {

    private static final Set<String> OVER = Set.of(RBACViolationStatus.RESOLVED, RBACViolationStatus.NOTED);
    private static final Set<String> WAITING = Set.of("", RBACViolationStatus.OPEN, RBACViolationStatus.REGRESSED);

    Standing {
        subjects = List.copyOf(subjects);
    }

    static Standing of(RBACViolation violation) {
        RBACViolationStatus status = violation.getStatus();
        String phase = status == null || status.phase() == null ? "" : status.phase();
        return new Standing(
                violation.getMetadata().getNamespace(),
                violation.getSpec().severity(),
                phase,
                violation.getSpec().subjects(),
                Optional.ofNullable(violation.getSpec().gap()),
                time(status == null ? null : status.firstSeen()),
                time(status == null ? null : status.resolvedAt()));
    }

    /** Whether its object still is as it was found. */
    boolean isOpen() {
        return !OVER.contains(phase);
    }

    /** Whether nobody has decided about it. */
    boolean isWaiting() {
        return WAITING.contains(phase);
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
