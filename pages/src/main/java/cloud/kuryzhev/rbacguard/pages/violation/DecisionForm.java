package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What somebody has filled in, in whole or in part. */
record DecisionForm(String decision, String reason, String span) {

    private static final int LONGEST_REASON = 1024; // as the CRD says
    private static final Set<String> DECISIONS =
            Set.of(ReviewDecision.APPROVE, ReviewDecision.REJECT, ReviewDecision.SNOOZE, ReviewDecision.UNDO);

    /** @param fields of the form, or of the address of a page on which somebody goes on */
    static DecisionForm of(Map<String, String> fields) {
        String reason = fields.getOrDefault("reason", "").strip();
        return new DecisionForm(
                fields.getOrDefault("decision", ""), reason, fields.getOrDefault("for", Span.WEEK.toString()));
    }

    /** What is missing, for people; empty if it can be decided so. */
    Optional<String> problem() {
        if (!DECISIONS.contains(decision)) {
            return Optional.of("Choose what is to become of it.");
        }
        if (reason.isEmpty()) {
            return Optional.of("Say why, for whoever asks later.");
        }
        if (reason.length() > LONGEST_REASON) {
            return Optional.of("The reason is too long: " + LONGEST_REASON + " characters at most.");
        }
        return decision.equals(ReviewDecision.SNOOZE) && Span.named(span).isEmpty()
                ? Optional.of("Say for how long.")
                : Optional.empty();
    }

    /** As it is written; an approval or an undoing has no end, a rejection may have none. */
    ReviewDecision about(Shown shown, Instant now) {
        boolean ends = decision.equals(ReviewDecision.SNOOZE) || decision.equals(ReviewDecision.REJECT);
        String until = ends ? Span.named(span).map(it -> it.end(now)).orElse(null) : null;
        String about = decision.equals(ReviewDecision.UNDO) ? null : shown.content();
        return new ReviewDecision(decision, until, about, reason, null, null);
    }
}
