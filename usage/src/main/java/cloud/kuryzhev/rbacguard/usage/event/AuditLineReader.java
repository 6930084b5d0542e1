package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;

/** Reads one line of an audit log: one {@code audit.k8s.io/v1} {@code Event} as JSON. Never throws on bad input. */
public final class AuditLineReader {

    /** The longest name, path or user accepted, in characters. */
    public static final int MAX_TEXT = 4096;

    private static final int MAX_DEPTH = 500;

    private final JsonFactory json;

    /** @param maxLineBytes bounds what any one string in a line can take */
    public AuditLineReader(int maxLineBytes) {
        json = JsonFactory.builder()
                // Field names of request bodies are the client's: keep them out of the JVM's own table.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(maxLineBytes)
                        .maxNameLength(maxLineBytes)
                        .build())
                .build();
    }

    /** What the remaining bytes of {@code line}, which has an array, are. */
    public AuditLine read(ByteBuffer line) {
        int offset = line.arrayOffset() + line.position();
        try (JsonParser parser = json.createParser(line.array(), offset, line.remaining())) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new AuditLine.Blank();
            }
            if (first != JsonToken.START_OBJECT) {
                return new Malformed(Reason.NOT_AN_EVENT);
            }
            EventFields fields = new EventFields(new JsonFields(parser));
            fields.read();
            return parser.nextToken() == null ? fields.toLine() : new Malformed(Reason.NOT_JSON);
        } catch (FieldTooLong _) {
            return new Malformed(Reason.FIELD_TOO_LONG);
        } catch (DateTimeException _) {
            return new Malformed(Reason.BAD_TIME);
        } catch (IOException _) {
            return new Malformed(Reason.NOT_JSON);
        }
    }
}
