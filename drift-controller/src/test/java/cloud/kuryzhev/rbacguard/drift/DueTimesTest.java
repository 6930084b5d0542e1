package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueTimesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    @Test
    void theNextEndOfADecisionIsDue() {
        List<RBACViolation> violations = List.of(
                until("2026-06-01T09:00:00Z"),
                until("2026-06-01T08:30:00Z"),
                until("2026-06-01T07:00:00Z"),
                until(null));

        assertThat(DueTimes.next(violations, NOW)).contains(Instant.parse("2026-06-01T08:30:00Z"));
    }

    @Test
    void whatEndsNowIsOverAndNotDue() {
        assertThat(DueTimes.next(List.of(until("2026-06-01T08:00:00Z"), new RBACViolation()), NOW))
                .isEmpty();
    }

    private static RBACViolation until(@Nullable String until) {
        var violation = new RBACViolation();
        violation.setStatus(new RBACViolationStatus(
                RBACViolationStatus.SNOOZED,
                null,
                null,
                null,
                null,
                null,
                new TakenDecision("snooze", "bob", null, until, null, null),
                null,
                null,
                List.of()));
        return violation;
    }
}
