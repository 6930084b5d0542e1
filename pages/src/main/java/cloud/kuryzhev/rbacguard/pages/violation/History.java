package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was decided about a violation, and what became of it; the latest first. */
final class History {

    private final List<Entry> entries = new ArrayList<>();

    private History() {}

    /** @param at RFC 3339 */
    record Entry(String at, String text) {}

    static List<Entry> of(RBACViolation violation) {
        var history = new History();
        RBACViolationStatus status = violation.getStatus();
        ReviewDecision review = violation.getSpec().review();
        if (review != null) {
            history.review(review);
        }
        if (status != null) {
            history.status(status, review == null ? null : review.at());
        }
        history.entries.sort(Comparator.comparing(Entry::at).reversed());
        return List.copyOf(history.entries);
    }

    private void review(ReviewDecision it) {
        String by = it.by() == null ? "nobody has signed it" : "by " + it.by();
        add(
                it.at() == null ? "" : it.at(),
                it.decision() + ", " + by
                        + (it.until() == null ? "" : ", until " + it.until())
                        + (it.reason() == null ? "" : ": " + it.reason()));
    }

    private void status(RBACViolationStatus it, @Nullable String reviewed) {
        add(it.firstSeen(), "first found");
        add(it.resolvedAt(), "found gone");
        TakenDecision taken = it.decision();
        if (taken != null && !Objects.equals(taken.at(), reviewed)) {
            add(taken.at(), taken.decision() + ", by " + taken.by());
        }
        if (it.remediation() != null) {
            remediation(it.remediation());
        }
    }

    private void remediation(Remediation it) {
        String approved = it.approvedBy() == null ? "" : ", as " + it.approvedBy() + " had approved";
        add(
                it.appliedAt(),
                "applied" + approved
                        + (it.watchedUntil() == null ? "" : "; watched until " + it.watchedUntil())
                        + (it.refused().isEmpty() ? "" : "; refused since: " + String.join("; ", it.refused())));
    }

    private void add(@Nullable String at, String text) {
        if (at != null) {
            entries.add(new Entry(at, text));
        }
    }
}
