package cloud.kuryzhev.rbacguard.usage.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.usage.envelope.TooManyBytes;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Foreign;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Stream;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.event.EventWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Lines as text, for later: an event is a JSON object with what is read of it and no more, any other line a word that says what became
 * of it.
 */
public final class StoredLines {

    private static final String BLANK = "blank";
    private static final String FOREIGN = "foreign ";
    private static final String MALFORMED = "malformed ";

    private final long maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final EventWriter events;

    /** @param maxBytes more are refused */
    public StoredLines(long maxBytes) {
        this.maxBytes = maxBytes;
        try {
            events = new EventWriter(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /**
     * Adds one.
     *
     * @throws UncheckedIOException of {@link TooManyBytes}
     */
    public void add(AuditLine line) {
        switch (line) {
            case AuditLine.Event(var event) -> {
                try {
                    events.write(event);
                } catch (IOException e) {
                    throw new UncheckedIOException("memory cannot fail", e);
                }
            }
            case AuditLine.Blank() -> word(BLANK);
            case Foreign(Stream stream) -> word(FOREIGN + stream);
            case Malformed(Reason reason) -> word(MALFORMED + reason);
        }
        bytes.write('\n');
        if (bytes.size() > maxBytes) {
            throw new UncheckedIOException(new TooManyBytes());
        }
    }

    private void word(String text) {
        bytes.writeBytes(text.getBytes(UTF_8));
    }

    /** All that were added. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** Takes some of the lines without their being read; whether it did. */
    @FunctionalInterface
    interface Shortcut {
        boolean take(ByteBuffer line);
    }

    /** Reads back what {@link #toBytes} gave. */
    static void read(ByteBuffer stored, AuditLineReader reader, Shortcut shortcut, Consumer<AuditLine> lines) {
        int start = stored.position();
        for (int at = start; at < stored.limit(); at++) {
            if (stored.get(at) == '\n') {
                ByteBuffer line = stored.slice(start, at - start);
                if (!shortcut.take(line)) {
                    lines.accept(line(line, reader));
                }
                start = at + 1;
            }
        }
    }

    private static AuditLine line(ByteBuffer line, AuditLineReader reader) {
        if (line.hasRemaining() && line.get(line.position()) == '{') {
            return reader.read(line);
        }
        String word = UTF_8.decode(line).toString();
        if (word.startsWith(FOREIGN)) {
            return new Foreign(Stream.valueOf(word.substring(FOREIGN.length())));
        }
        return word.equals(BLANK)
                ? new AuditLine.Blank()
                : new Malformed(Reason.valueOf(word.substring(MALFORMED.length())));
    }
}
