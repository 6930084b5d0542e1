package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.PastDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The newest decisions that somebody signed, the oldest of them first: {@code spec.review} holds the last one alone. */
final class PastDecisions {

    /** Reasons have up to 1,024 characters. */
    static final int KEPT = 20;

    private PastDecisions() {}

    /** {@code before}, and {@code review} after it unless it is among them, or nobody signed it. */
    static List<PastDecision> with(
            List<PastDecision> before, @Nullable ReviewDecision review, @Nullable Long generation) {
        if (review == null || review.by() == null || before.stream().anyMatch(it -> isSame(it, review))) {
            return before;
        }
        var last = new PastDecision(
                review.decision(), review.by(), review.at(), review.until(), review.reason(), generation);
        return Stream.concat(before.stream().skip(Math.max(0, before.size() + 1 - KEPT)), Stream.of(last))
                .toList();
    }

    private static boolean isSame(PastDecision past, ReviewDecision review) {
        return past.decision().equals(review.decision())
                && past.by().equals(review.by())
                && Objects.equals(past.at(), review.at())
                && Objects.equals(past.until(), review.until())
                && Objects.equals(past.reason(), review.reason());
    }
}
