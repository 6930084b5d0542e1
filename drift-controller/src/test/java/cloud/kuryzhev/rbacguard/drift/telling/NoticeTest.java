package cloud.kuryzhev.rbacguard.drift.telling;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {

    @Test
    void whatHasNoStatusYetIsNotToldYet() {
        RBACViolation violation = Samples.violation("a", "Open");
        violation.setStatus(null);
        assertThat(Notice.of(violation, "d", Optional.empty())).isEmpty();
    }

    @Test
    void whatIsBeingAppliedIsToldWhenThatIsDone() {
        RBACViolation violation = Samples.violation("a", "Approved");
        assertThat(Notice.of(with(violation, Remediation.APPLYING), "d", Optional.empty()))
                .isEmpty();
        assertThat(Notice.of(with(violation, Remediation.APPLIED), "d", Optional.empty()))
                .isPresent();
    }

    private static RBACViolation with(RBACViolation violation, String step) {
        violation.setStatus(
                violation.getStatus().with(Remediation.held("", null).at(step, null)));
        return violation;
    }

    @Test
    void whatWasToldIsReadAsItWasWritten() {
        var told = new Told("Open", "0123456789abcdef", "2026-06-02T00:00:00Z", "");
        RBACViolation violation = Samples.violation("a", "Open");
        violation.getMetadata().setAnnotations(Map.of("audit.kuryzhev.cloud/told-slack", told.value()));

        assertThat(Told.of(violation, "slack")).contains(told);
        assertThat(Told.of(violation, "github")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "a b c d e"})
    void whatOthersWroteThereIsNothing(String value) {
        RBACViolation violation = Samples.violation("a", "Open");
        violation.getMetadata().setAnnotations(Map.of("audit.kuryzhev.cloud/told-slack", value));
        assertThat(Told.of(violation, "slack")).isEmpty();
    }
}
