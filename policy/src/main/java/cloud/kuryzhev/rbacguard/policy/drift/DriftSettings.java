package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Action;
import java.time.Duration;
import java.util.Set;

/**
 * What becomes a violation, and how sure a suggestion must be.
 *
 * @param minimumWindow the shortest time of observation that counts as evidence
 * @param filed findings of these actions are violations; the others are counted
 */
public record DriftSettings(Duration minimumWindow, Set<Action> filed) {

    /** A week: weekly jobs are seen once. What admission would refuse or warn of is filed. */
    public static final DriftSettings DEFAULT = new DriftSettings(Duration.ofDays(7), Set.of(Action.DENY, Action.WARN));

    public DriftSettings {
        filed = Set.copyOf(filed);
    }
}
