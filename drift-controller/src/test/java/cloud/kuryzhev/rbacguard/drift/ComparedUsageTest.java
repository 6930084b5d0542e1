package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.drift.ComparedUsage.Comparison;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparedUsageTest {

    private static final Subject JANE = new Subject.User("jane");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final ComparedUsage compared = new ComparedUsage();

    @Test
    void theSameIsComparedOnceUntilTheLogsDayIsOver() {
        assertThat(compared.isTold(JANE, at(NOON, NOON, "1"))).isFalse();
        compared.tell(JANE, at(NOON, NOON, "1"));
        assertThat(compared.isTold(JANE, at(NOON.plusSeconds(9), NOON.plusSeconds(9), "1")))
                .isTrue();
        assertThat(compared.isTold(JANE, at(NOON.plusSeconds(9), NOON.plus(Duration.ofHours(12)), "1")))
                .isFalse();
    }

    @Test
    void itIsComparedAnewWhenTheObjectIsAnotherOrADayWentBy() {
        compared.tell(JANE, at(NOON, NOON, "1"));
        assertThat(compared.isTold(JANE, at(NOON, NOON, "2"))).isFalse();
        assertThat(compared.isTold(JANE, at(NOON.plus(Duration.ofDays(1)), NOON, "1")))
                .isFalse();
        compared.keep(Set.of());
        assertThat(compared.isTold(JANE, at(NOON, NOON, "1"))).isFalse();
    }

    /** Of an audit log whose last event was at {@code heard}. */
    private static Comparison at(Instant now, Instant heard, String version) {
        var stored = new RBACUsage();
        stored.setMetadata(new ObjectMetaBuilder().withResourceVersion(version).build());
        return Comparison.of(
                SubjectUsage.NONE, Optional.empty(), stored, new Coverage(NOON.minusSeconds(9), heard, 9), now);
    }
}
