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
import java.util.Optional;

/** Reads one record of an audit log: one JSON object, an {@code audit.k8s.io} {@code Event} or around it. Never throws on bad input. */
public final class AuditLineReader {

    /** Makes a line of the fields of one object. */
    @FunctionalInterface
    public interface Shape {
        /**
         * What {@code object} is.
         *
         * @throws DateTimeException if a time is not RFC 3339
         */
        AuditLine read(JsonFields object) throws IOException;
    }

    /** The longest name, path or user accepted, in characters. */
    public static final int MAX_TEXT = 4096;

    private static final int MAX_DEPTH = 500;

    private final JsonFactory json;
    private final KnownParts known = new KnownParts();

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

    /** What the remaining bytes of {@code line}, which has an array, are as an {@code Event}. */
    public AuditLine read(ByteBuffer line) {
        try {
            return readQuickly(line);
        } catch (IOException | DateTimeException _) {
            return read(line, AuditLineReader::event);
        }
    }

    /** The {@code Event} that the remaining bytes of {@code line} are, if it is written as kube-apiserver writes them; else empty. */
    public Optional<AuditLine> readPlain(ByteBuffer line) {
        try {
            return readQuickly(line) instanceof AuditLine.Event event ? Optional.of(event) : Optional.empty();
        } catch (IOException | DateTimeException _) {
            return Optional.empty();
        }
    }

    AuditLine readQuickly(ByteBuffer line) throws IOException {
        int start = line.arrayOffset() + line.position();
        QuickJson quick = new QuickJson(known.words).of(line.array(), start, start + line.remaining());
        if (!quick.isNext('{')) {
            throw new Unusual();
        }
        AuditLine read = event(new QuickFields(quick, known));
        if (!quick.isAtEnd()) {
            throw new Unusual();
        }
        return read;
    }

    /** The {@code Event} that {@code object} is, in the shape of {@code audit.k8s.io/v1} or {@code v1beta1}. */
    public static AuditLine event(JsonFields object) throws IOException {
        EventFields fields = new EventFields(object);
        fields.read();
        return fields.toLine();
    }

    /** What the remaining bytes of {@code line}, which has an array, are in the given shape. */
    public AuditLine read(ByteBuffer line, Shape shape) {
        int offset = line.arrayOffset() + line.position();
        try (JsonParser parser = json.createParser(line.array(), offset, line.remaining())) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new AuditLine.Blank();
            }
            if (first != JsonToken.START_OBJECT) {
                return new Malformed(Reason.NOT_AN_EVENT);
            }
            AuditLine read = shape.read(new JacksonFields(parser));
            return parser.nextToken() == null ? read : new Malformed(Reason.NOT_JSON);
        } catch (FieldTooLong _) {
            return new Malformed(Reason.FIELD_TOO_LONG);
        } catch (DateTimeException _) {
            return new Malformed(Reason.BAD_TIME);
        } catch (IOException _) {
            return new Malformed(Reason.NOT_JSON);
        }
    }
}
