package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by a record's fields what it is wrapped in. A file rarely mixes, so it asks again only where the last answer fails. */
final class Envelopes {

    private final AuditLineReader reader;
    private final CloudWatchLogs cloudWatch;
    private final List<Envelope> all;
    private @Nullable Envelope current;

    Envelopes(AuditLineReader reader) {
        this.reader = reader;
        this.cloudWatch = new CloudWatchLogs(reader);
        this.all = List.of(
                cloudWatch, new AzureDiagnostics(reader), new GoogleLogEntries(reader), new PlainEvents(reader));
    }

    /** An object that lists records begins. */
    void begin(Piece.Head head) {
        if (head.list().equals("logEvents")) {
            cloudWatch.begin(head.json());
        } else {
            cloudWatch.end();
        }
    }

    /** It ended. */
    void end() {
        cloudWatch.end();
    }

    Unwrapped unwrap(ByteBuffer json) {
        Envelope known = current;
        if (known != null) {
            Unwrapped unwrapped = known.unwrap(json);
            if (!unwrapped.isUnknown()) {
                return unwrapped;
            }
        }
        Envelope found = detect(json);
        current = found;
        return found.unwrap(json);
    }

    /** The event that {@code json}, which is wrapped in nothing, plainly is; empty if it is none, or only a closer look tells. */
    Optional<AuditLine> event(ByteBuffer json) {
        return reader.readPlain(json);
    }

    /** Of the last record. */
    Format format() {
        return current == null ? Format.NONE : current.format();
    }

    private Envelope detect(ByteBuffer json) {
        Set<String> fields = new HashSet<>();
        reader.read(json, object -> {
            object.forEach(fields::add);
            return new AuditLine.Blank();
        });
        return all.stream()
                .filter(envelope -> envelope.wraps(fields))
                .findFirst()
                .orElseThrow();
    }
}
