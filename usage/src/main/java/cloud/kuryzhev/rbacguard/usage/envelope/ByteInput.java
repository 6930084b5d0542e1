package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A stream of bytes with one byte's foresight. */
final class ByteInput {

    static final int END = -1;

    private final InputStream in;
    private final byte[] chunk = new byte[64 * 1024];
    private int at;
    private int end;
    private int last = '\n';
    private long passed;
    private long line = 1;
    private long lineStart;

    ByteInput(InputStream in) {
        this.in = in;
    }

    /** The next byte, or {@link #END}, which is not taken. */
    int peek() throws IOException {
        if (at == end) {
            passed += end;
            at = 0;
            end = Math.max(0, in.read(chunk));
        }
        return end == 0 ? END : chunk[at] & 0xff;
    }

    /** Takes the byte that was peeked at. */
    void take() {
        last = chunk[at++];
        if (last == '\n') {
            line++;
            lineStart = position();
        }
    }

    /** Takes what is at hand of a JSON string, up to a byte that may end it: a quote, a backslash, a line feed. */
    void takeText(BoundedBytes to) {
        int from = at;
        at = Words.indexOfTextEnd(chunk, at, end);
        if (at > from) {
            last = chunk[at - 1];
            to.addAll(chunk, from, at - from);
        }
    }

    /** What is left of the line, without its line feed, if all of it is at hand. */
    Optional<ByteBuffer> line() {
        int feed = Words.indexOfFeed(chunk, at, end);
        return feed < end ? Optional.of(ByteBuffer.wrap(chunk, at, feed - at)) : Optional.empty();
    }

    /** Takes so many bytes that are at hand, none of them a line feed. */
    void take(int count) {
        at += count;
        last = chunk[at - 1];
    }

    /** How many bytes were taken. */
    long position() {
        return passed + at;
    }

    /** The line that the next byte is on, from 1. */
    long lineNumber() {
        return line;
    }

    /** Where on its line the next byte is, from 1. */
    long column() {
        return position() - lineStart + 1;
    }

    /** Whether the next byte is the first of a line. */
    boolean isAtLineStart() {
        return last == '\n';
    }
}
