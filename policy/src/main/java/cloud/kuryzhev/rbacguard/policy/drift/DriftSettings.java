package cloud.kuryzhev.rbacguard.policy.drift;

import java.time.Duration;

/**
 * How sure a suggestion must be.
 *
 * @param minimumWindow the shortest time of observation that counts as evidence
 */
public record DriftSettings(Duration minimumWindow) {

    /** A week: weekly jobs are seen once. */
    public static final DriftSettings DEFAULT = new DriftSettings(Duration.ofDays(7));
}
