package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes a violation, how sure a suggestion must be, and what can be known at all.
 *
 * @param minimumWindow the shortest time of observation that counts as evidence
 * @param filed findings of these actions are violations; the others are counted
 * @param auditPolicy the API server's; without one, everything counts as logged that an API server can log
 * @param shape of suggested roles: how narrow they are about names and namespaces
 */
public record DriftSettings(
        Duration minimumWindow, Set<Action> filed, Optional<AuditPolicy> auditPolicy, LeastRoles.Options shape) {

    /** As many namespaces as anybody would review bindings in. */
    private static final LeastRoles.Options REVIEWABLE = new LeastRoles.Options(3, 100);

    /** A week: weekly jobs are seen once. What admission would refuse or warn of is filed. */
    public static final DriftSettings DEFAULT =
            new DriftSettings(Duration.ofDays(7), Set.of(Action.DENY, Action.WARN), Optional.empty(), REVIEWABLE);

    public DriftSettings {
        filed = Set.copyOf(filed);
    }

    /** With suggested roles of the default shape. */
    public DriftSettings(Duration minimumWindow, Set<Action> filed, Optional<AuditPolicy> auditPolicy) {
        this(minimumWindow, filed, auditPolicy, REVIEWABLE);
    }
}
