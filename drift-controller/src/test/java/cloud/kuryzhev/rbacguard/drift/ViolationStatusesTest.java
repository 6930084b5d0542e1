package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViolationStatusesTest {

    private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00.123Z");
    private static final Instant TUESDAY = Instant.parse("2026-06-02T08:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-06-03T08:00:00Z");

    private final RBACViolation stored = Specs.violation(7, "wildcard_verb", "forbidden_role_ref:x");

    @Test
    void aNewOneIsSeenFirstNowToTheSecond() {
        RBACViolationStatus status = ViolationStatuses.open(null, stored, MONDAY);

        assertThat(status.phase()).isEqualTo("Open");
        assertThat(status.firstSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(status.lastSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(status.resolvedAt()).isNull();
        assertThat(status.observedGeneration()).isEqualTo(7);
    }

    @Test
    void itsConditionNamesTheRules() {
        assertThat(condition(ViolationStatuses.open(null, stored, MONDAY)).getMessage())
                .isEqualTo("the object breaks: wildcard_verb, forbidden_role_ref:x");
    }

    @Test
    void aChangedOneKeepsWhenItWasFirstSeenAndWhenItsConditionTurned() {
        RBACViolationStatus status =
                ViolationStatuses.open(ViolationStatuses.open(null, stored, MONDAY), stored, TUESDAY);

        assertThat(status.firstSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(status.lastSeen()).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(condition(status).getLastTransitionTime()).isEqualTo("2026-06-01T08:00:00Z");
    }

    @Test
    void aResolvedOneKeepsWhenItWasSeen() {
        RBACViolationStatus status =
                ViolationStatuses.resolved(ViolationStatuses.open(null, stored, MONDAY), stored, TUESDAY);

        assertThat(status.phase()).isEqualTo("Resolved");
        assertThat(status.lastSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(status.resolvedAt()).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(condition(status).getStatus()).isEqualTo("True");
        assertThat(condition(status).getLastTransitionTime()).isEqualTo("2026-06-02T08:00:00Z");
    }

    @Test
    void oneThatIsBackWasFirstSeenLongAgoAndIsNotResolved() {
        RBACViolationStatus gone =
                ViolationStatuses.resolved(ViolationStatuses.open(null, stored, MONDAY), stored, TUESDAY);

        RBACViolationStatus back = ViolationStatuses.open(gone, stored, WEDNESDAY);

        assertThat(back.firstSeen()).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(back.resolvedAt()).isNull();
        assertThat(condition(back).getLastTransitionTime()).isEqualTo("2026-06-03T08:00:00Z");
    }

    @Test
    void aStatusThatSomebodyEmptiedIsNoObstacle() {
        var empty = new RBACViolationStatus("Open", null, null, null, null, List.of());

        assertThat(ViolationStatuses.open(empty, stored, MONDAY).firstSeen()).isEqualTo("2026-06-01T08:00:00Z");
    }

    private static Condition condition(RBACViolationStatus status) {
        assertThat(status.conditions()).singleElement().satisfies(it -> assertThat(it.getType())
                .isEqualTo("Resolved"));
        return status.conditions().getFirst();
    }
}
