package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes what people decided, once, and says whether it counts now. */
final class Decisions {

    private Decisions() {}

    /** Whether a decision counts. */
    enum Standing {
        /** It does. */
        STANDS,
        /** It was carried out, or what it was about went. */
        SPENT,
        /** Nobody has signed it. */
        UNSIGNED,
        /** It is about something else than what is found now. */
        OUTDATED,
        /** Its time is over, or it never said when a snooze ends. */
        OVER
    }

    /**
     * The decision as it is kept: one that was seen before stays about what it was about then.
     *
     * @param content what is found now
     */
    static @Nullable TakenDecision take(
            @Nullable TakenDecision last, @Nullable ReviewDecision review, @Nullable String content) {
        if (review == null) {
            return null;
        }
        if (last != null && isSame(last, review)) {
            return last;
        }
        return new TakenDecision(
                review.decision(),
                review.by(),
                review.at(),
                review.until(),
                review.about() == null ? content : review.about(),
                null);
    }

    private static boolean isSame(TakenDecision last, ReviewDecision review) {
        return last.decision().equals(review.decision())
                && Objects.equals(last.by(), review.by())
                && Objects.equals(last.at(), review.at())
                && Objects.equals(last.until(), review.until())
                && (review.about() == null || review.about().equals(last.content()));
    }

    static Standing standing(TakenDecision decision, @Nullable String content, Instant now) {
        if (decision.isSpent()) {
            return Standing.SPENT;
        }
        if (decision.by() == null) {
            return Standing.UNSIGNED;
        }
        if (!isAbout(decision, content)) {
            return Standing.OUTDATED;
        }
        return isOver(decision, now) ? Standing.OVER : Standing.STANDS;
    }

    private static boolean isAbout(TakenDecision decision, @Nullable String content) {
        return switch (decision.decision()) {
            case ReviewDecision.UNDO -> true;
            case ReviewDecision.APPROVE -> Objects.equals(decision.content(), content);
            default -> ViolationContent.sameFindings(decision.content(), content);
        };
    }

    private static boolean isOver(TakenDecision decision, Instant now) {
        String until = decision.until();
        return until == null
                ? decision.decision().equals(ReviewDecision.SNOOZE)
                : !now.isBefore(ViolationStatuses.instant(until, Instant.MIN)); // the CRD's pattern knows no calendar
    }
}
