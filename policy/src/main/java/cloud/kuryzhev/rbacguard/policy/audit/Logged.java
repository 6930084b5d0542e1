package cloud.kuryzhev.rbacguard.policy.audit;

/**
 * Whether an audit log shows the use of a permission.
 *
 * @param reason which rule says so
 */
public record Logged(Answer answer, String reason) {

    /** The three answers. */
    public enum Answer {
        /** Every use of it. */
        LOGGED,
        /** No use of it. */
        NOT_LOGGED,
        /** Some uses of it, or it cannot be told. */
        UNKNOWN
    }
}
