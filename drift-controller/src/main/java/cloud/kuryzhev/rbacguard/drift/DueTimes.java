package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When a violation is another one with nothing but time passing: a decision ends, or what was applied has been watched for long enough. */
final class DueTimes {

    private DueTimes() {}

    /** The next of these times after {@code now}; empty if there is none. */
    static Optional<Instant> next(Collection<RBACViolation> violations, Instant now) {
        return violations.stream()
                .map(RBACViolation::getStatus)
                .flatMap(status -> status == null ? Stream.of() : times(status))
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    private static Stream<Instant> times(RBACViolationStatus status) {
        TakenDecision decision = status.decision();
        Remediation remediation = status.remediation();
        return Stream.of(
                decision == null ? Instant.MIN : ViolationStatuses.instant(decision.until(), Instant.MIN),
                remediation == null ? Instant.MIN : ViolationStatuses.instant(remediation.watchedUntil(), Instant.MIN));
    }
}
