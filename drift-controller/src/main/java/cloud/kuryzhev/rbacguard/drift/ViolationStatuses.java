package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times in statuses, to the second, as Kubernetes writes them. */
final class ViolationStatuses {

    private ViolationStatuses() {}

    /** The same, last seen at {@code time}. */
    static RBACViolationStatus seen(RBACViolationStatus status, @Nullable String time) {
        return new RBACViolationStatus(
                status.phase(),
                status.firstSeen(),
                time,
                status.resolvedAt(),
                status.observedGeneration(),
                status.content(),
                status.decision(),
                status.decisions(),
                status.remediation(),
                status.shadow(),
                status.conditions());
    }

    /** Whether it has been resolved for {@code retention}. */
    static boolean isOver(@Nullable RBACViolationStatus status, Duration retention, Instant now) {
        return status != null
                && RBACViolationStatus.RESOLVED.equals(status.phase())
                && now.isAfter(instant(status.resolvedAt(), now).plus(retention));
    }

    /** {@code time} in RFC 3339; others may have written something else into it. */
    static Instant instant(@Nullable String time, Instant otherwise) {
        try {
            return time == null ? otherwise : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException _) {
            return otherwise;
        }
    }

    static String rfc3339(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
