package cloud.kuryzhev.rbacguard.policy.usage;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Instant;
import java.util.List;

/**
 * One permission that one subject asked for, once.
 *
 * @param subject a user or a service account: groups ask for nothing themselves
 * @param groups the subject's groups at that moment, as authenticated
 * @param outcome whether the request was authorised
 */
public record Observation(Subject subject, List<String> groups, Permission permission, Instant at, Outcome outcome) {

    /** What the authorizer said. */
    public enum Outcome {
        /** Authorised, whatever came of the request. */
        USED,
        /** Refused: never a reason to grant by itself. */
        DENIED
    }
}
