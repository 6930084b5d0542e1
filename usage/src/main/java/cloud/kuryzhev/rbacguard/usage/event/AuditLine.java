package cloud.kuryzhev.rbacguard.usage.event;

/** What one line of an audit log turned out to be. */
public sealed interface AuditLine {

    /** An event. */
    record Event(AuditEvent event) implements AuditLine {}

    /** Not an event, and no harm in it: a blank line. */
    record Blank() implements AuditLine {}

    /** Another log's record that came with the events. */
    record Foreign(Stream stream) implements AuditLine {}

    /** Should have been an event. */
    record Malformed(Reason reason) implements AuditLine {}

    /** What brought a record that is no event. */
    enum Stream {
        /** The carrier's own message, such as CloudWatch's check of a destination. */
        CONTROL_MESSAGE,
        /** Another component's log in the same envelope. */
        OTHER_LOG,
        /** Another cluster's audit log. */
        OTHER_CLUSTER
    }

    /** Why a line could not be read. */
    enum Reason {
        /** Not one JSON object, or not UTF-8, or nested too deep. */
        NOT_JSON,
        /** JSON, but not an {@code Event} of {@code audit.k8s.io/v1} or {@code v1beta1}. */
        NOT_AN_EVENT,
        /** No stage, user, verb or time, or one of another type. */
        MISSING_FIELD,
        /** A time that is not RFC 3339. */
        BAD_TIME,
        /** A name, path or user longer than {@link AuditLineReader#MAX_TEXT} characters. */
        FIELD_TOO_LONG,
        /** Longer than the bound on lines. */
        LINE_TOO_LONG,
        /** The file ended inside it. */
        CUT_OFF,
        /** Not the base64 or gzip it should be. */
        NOT_DECODABLE,
        /** Far in the future, or older than Kubernetes. */
        IMPLAUSIBLE_TIME
    }
}
