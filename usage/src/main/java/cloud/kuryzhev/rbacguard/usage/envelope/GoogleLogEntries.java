package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Google GKE's audit logs as Cloud Logging has them: a {@code LogEntry} ({@code google/logging/v2/log_entry.proto}) whose {@code
 * protoPayload} is an {@code AuditLog} ({@code google/cloud/audit/audit_log.proto}), one a line in a sink's bucket, in a list from
 * {@code gcloud logging read --format=json}. The API server's own event is not in it: groups, impersonation, the request's path, and
 * whether a write answered 200 or 201 are lost.
 */
record GoogleLogEntries(AuditLineReader reader) implements Envelope {

    @Override
    public Format format() {
        return Format.GKE;
    }

    @Override
    public boolean wraps(Set<String> fields) {
        return fields.contains("protoPayload") || (fields.contains("logName") && fields.contains("resource"));
    }

    @Override
    public Unwrapped unwrap(ByteBuffer json) {
        GoogleLogEntry entry = new GoogleLogEntry();
        return new Unwrapped.Line(reader.read(json, entry), entry.cluster());
    }
}
