package cloud.kuryzhev.rbacguard.pages.queue;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.violation.Decisions;
import cloud.kuryzhev.rbacguard.pages.violation.Outcome;
import cloud.kuryzhev.rbacguard.pages.violation.Shown;
import cloud.kuryzhev.rbacguard.pages.violation.Span;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Snoozes several violations at once, each as if it had been the only one. */
@Component
final class BulkSnooze {

    private static final int UNAUTHORIZED = 401;

    private final Decisions decisions;
    private final Clock clock;

    BulkSnooze(Decisions decisions, Clock clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    /** What came of it, a sentence each. */
    List<String> all(List<String> chosen, String reason, Optional<Span> span, Viewer viewer) {
        if (chosen.isEmpty() || reason.isBlank() || span.isEmpty()) {
            return List.of("Nothing was snoozed: choose violations, say for how long, and why.");
        }
        String until = span.get().end(clock.instant());
        var said = new ArrayList<String>();
        int done = 0;
        for (String one : chosen.stream().limit(Queue.PAGE).toList()) {
            String problem = Shown.parse(one)
                    .map(it -> problem(it, reason.strip(), until, viewer))
                    .orElse("Something that was chosen is no violation.");
            if (problem.isEmpty()) {
                done++;
            } else {
                said.add(problem);
            }
        }
        said.addFirst(done == 1 ? "1 violation was snoozed." : done + " violations were snoozed.");
        return said;
    }

    /** Empty where there is none. */
    private String problem(Shown shown, String reason, String until, Viewer viewer) {
        try {
            var decision = new ReviewDecision(ReviewDecision.SNOOZE, until, shown.content(), reason, null, null);
            return switch (decisions.decide(viewer, shown, decision)) {
                case Outcome.Written _ -> "";
                case Outcome.Unsigned _ -> shown.name() + ": nobody has signed it, so it does not count.";
                case Outcome.Changed _ -> shown.name() + " has changed meanwhile: look at it again.";
                case Outcome.Repeated(String by, String at) ->
                    shown.name() + ": " + by + " decided just that at " + at + ".";
            };
        } catch (KubernetesClientException e) {
            if (e.getCode() == UNAUTHORIZED) {
                throw e;
            }
            return shown.name() + ": " + Decisions.why(e);
        }
    }
}
