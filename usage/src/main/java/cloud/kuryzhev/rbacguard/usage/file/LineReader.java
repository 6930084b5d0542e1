package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.event.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads complete lines from a growing file. Holds one buffer, of the longest line at most. */
final class LineReader {

    private static final int INITIAL = 64 * 1024;

    private final LogBytes log;
    private final int maxLineBytes;
    private byte[] buffer = new byte[INITIAL];
    private int start;
    private int scanned;
    private int end;
    private long readTo;
    private long skipped;

    LineReader(LogBytes log, long offset, int maxLineBytes) {
        this.log = log;
        this.maxLineBytes = maxLineBytes;
        this.readTo = offset;
    }

    /** A line without its line feed, {@link Line.TooLong}, or {@link Line.None} at the end of the file. */
    Line next() throws IOException {
        while (true) {
            int feed = indexOfFeed();
            if (feed >= 0) {
                return take(feed);
            }
            if (skipped > 0 || end - start > maxLineBytes) {
                skipped += end - start;
                start = scanned = end = 0;
            }
            if (!fill()) {
                return new Line.None();
            }
        }
    }

    private int indexOfFeed() {
        int feed = Words.indexOfFeed(buffer, scanned, end);
        scanned = Math.min(end, feed + 1);
        return feed < end ? feed : -1;
    }

    private Line take(int feed) {
        int length = feed - start;
        Line line = skipped + length > maxLineBytes
                ? new Line.TooLong()
                : new Line.Text(ByteBuffer.wrap(buffer, start, length));
        start = feed + 1;
        skipped = 0;
        return line;
    }

    private boolean fill() throws IOException {
        if (start == end) {
            start = scanned = end = 0;
        } else if (end == buffer.length) {
            makeRoom();
        }
        int read = log.read(ByteBuffer.wrap(buffer, end, buffer.length - end), readTo);
        if (read <= 0) {
            return false;
        }
        end += read;
        readTo += read;
        return true;
    }

    private void makeRoom() {
        // Lines in the buffer are good until now, so what is left of the last may move.
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            scanned -= start;
            end -= start;
            start = 0;
        } else {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, maxLineBytes + 1L));
        }
    }

    /** Just after the last line read. */
    long offset() {
        return readTo - (end - start) - skipped;
    }

    /** Up to where bytes were taken from the file. */
    long readTo() {
        return readTo;
    }

    /** Gives up the line that has begun but not ended; false if none has. */
    boolean dropRest() {
        boolean begun = skipped > 0 || end > start;
        start = scanned = end;
        skipped = 0;
        return begun;
    }
}
