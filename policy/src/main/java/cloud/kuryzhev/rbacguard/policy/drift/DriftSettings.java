package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How sure a suggestion must be, and what can be known at all.
 *
 * @param minimumWindow the shortest time of observation that counts as evidence
 * @param auditPolicy the API server's; without one, everything counts as logged that an API server can log
 */
public record DriftSettings(Duration minimumWindow, Optional<AuditPolicy> auditPolicy) {

    /** A week: weekly jobs are seen once. */
    public static final DriftSettings DEFAULT = new DriftSettings(Duration.ofDays(7), Optional.empty());
}
