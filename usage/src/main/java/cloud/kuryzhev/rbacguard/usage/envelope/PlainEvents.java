package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * No envelope: events as {@code --audit-log-path} has them one a line ({@code k8s.io/apiserver/plugin/pkg/audit/log}), and as the
 * webhook backend sends them in an {@code EventList} ({@code k8s.io/apiserver/plugin/pkg/audit/webhook}).
 */
record PlainEvents(AuditLineReader reader) implements Envelope {

    @Override
    public Format format() {
        return Format.PLAIN;
    }

    @Override
    public boolean wraps(Set<String> fields) {
        return true;
    }

    @Override
    public Unwrapped unwrap(ByteBuffer json) {
        return Unwrapped.of(reader.read(json));
    }
}
