package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.usage.Seen;

/**
 * What the audit log says about one permission that is granted.
 *
 * @param permission as people read it: {@code get pods -n production}, {@code * *.*}
 */
public record PermissionVerdict(String permission, Verdict verdict) {

    /** The three verdicts; only {@link Unused} may be suggested away. */
    public sealed interface Verdict {}

    /** Seen in the window. */
    public record Used(Seen seen) implements Verdict {}

    /**
     * Not seen in the window.
     *
     * @param apartFromUsed true for a wildcard of which some was used: all the rest of it was not
     */
    public record Unused(boolean apartFromUsed) implements Verdict {}

    /** No audit log shows its use. */
    public record Unobservable(String reason) implements Verdict {}
}
