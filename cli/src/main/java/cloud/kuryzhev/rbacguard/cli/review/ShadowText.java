package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ShadowWatch;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a suggestion has been watched, in words. */
final class ShadowText {

    private ShadowText() {}

    /** {@code ""} where nothing is watched and nothing was withdrawn. */
    static String of(RBACViolation violation) {
        ShadowWatch shadow = shadow(violation);
        if (shadow == null) {
            return "";
        }
        String watched = shadow.since() == null
                ? "no suggestion"
                : "watched since " + shadow.since() + ", none of " + shadow.requests() + " requests as of "
                        + shadow.asOf() + " would have been denied";
        return shadow.wouldDeny().isEmpty()
                ? watched
                : watched + "; an earlier suggestion was withdrawn at " + shadow.withdrawnAt()
                        + ": it would have denied " + String.join("; ", shadow.wouldDeny());
    }

    /** What somebody should know who approves it now. */
    static Optional<String> warning(RBACViolation violation, Instant now) {
        ShadowWatch shadow = shadow(violation);
        return shadow == null || shadow.until() == null || !now.isBefore(time(shadow.until()))
                ? Optional.empty()
                : Optional.of("what is suggested is watched since " + shadow.since() + " only, and should be until "
                        + shadow.until() + ": what is done once a week may still be missed");
    }

    private static @Nullable ShadowWatch shadow(RBACViolation violation) {
        return violation.getStatus() == null ? null : violation.getStatus().shadow();
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return Instant.MIN;
        }
    }
}
