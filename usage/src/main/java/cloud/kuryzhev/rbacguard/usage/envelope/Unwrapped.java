package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.util.Optional;

/** What was in an envelope. */
sealed interface Unwrapped {

    /** A line, and the cluster it came from as far as the envelope says. */
    record Line(AuditLine line, Optional<ClusterId> cluster) implements Unwrapped {}

    /** More records: the gzip of them in base64. */
    record Payload(String base64) implements Unwrapped {}

    static Unwrapped of(AuditLine line) {
        return new Line(line, Optional.empty());
    }

    /** Whether another kind of envelope may know better. */
    default boolean isUnknown() {
        return this instanceof Line in && in.line().equals(new Malformed(Reason.NOT_AN_EVENT));
    }
}
