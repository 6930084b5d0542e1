package cloud.kuryzhev.rbacguard.drift.remediation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whether and how suggestions are applied.
 *
 * @param enabled whether at all; needs rights of its own
 * @param settle how long after the new objects are there the old binding goes: authorizers learn of roles and of bindings by watches of
 *     their own, each API server for itself
 * @param watch how long a refusal of what was taken away counts as a regression
 * @param rollback what to do about a regression
 */
@ConfigurationProperties("rbac-guard.remediation")
public record RemediationProperties(boolean enabled, Duration settle, Duration watch, Rollback rollback) {

    /** Who puts a binding back. */
    public enum Rollback {
        /** People, by a decision to undo. */
        MANUAL,
        /** The controller, at the first refusal. */
        AUTO
    }
}
