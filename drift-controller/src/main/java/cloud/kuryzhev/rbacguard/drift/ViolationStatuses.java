package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next status of a violation; a pure function of the last one and the time. */
final class ViolationStatuses {

    private ViolationStatuses() {}

    static RBACViolationStatus open(@Nullable RBACViolationStatus last, RBACViolation stored, Instant now) {
        String time = rfc3339(now);
        String firstSeen = last == null || last.firstSeen() == null ? time : last.firstSeen();
        return new RBACViolationStatus(
                RBACViolationStatus.OPEN,
                firstSeen,
                time,
                null,
                stored.getMetadata().getGeneration(),
                List.of(condition("False", "Found", "the object breaks: " + rules(stored), stored, last, time)));
    }

    static RBACViolationStatus resolved(@Nullable RBACViolationStatus last, RBACViolation stored, Instant now) {
        String time = rfc3339(now);
        return new RBACViolationStatus(
                RBACViolationStatus.RESOLVED,
                last == null ? null : last.firstSeen(),
                last == null ? null : last.lastSeen(),
                time,
                stored.getMetadata().getGeneration(),
                List.of(condition(
                        "True", "Gone", "the object is gone, or no longer breaks a rule", stored, last, time)));
    }

    private static Condition condition(
            String status,
            String reason,
            String message,
            RBACViolation stored,
            @Nullable RBACViolationStatus last,
            String time) {
        return new ConditionBuilder()
                .withType(RBACViolationStatus.RESOLVED)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(stored.getMetadata().getGeneration())
                .withLastTransitionTime(since(status, last, time))
                .build();
    }

    private static String since(String status, @Nullable RBACViolationStatus last, String time) {
        return last == null
                ? time
                : last.conditions().stream()
                        .filter(it -> status.equals(it.getStatus()))
                        .map(Condition::getLastTransitionTime)
                        .findFirst()
                        .orElse(time);
    }

    private static String rules(RBACViolation stored) {
        return String.join(", ", stored.getSpec().violatedRules());
    }

    /** To the second, as Kubernetes writes times. */
    static String rfc3339(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
