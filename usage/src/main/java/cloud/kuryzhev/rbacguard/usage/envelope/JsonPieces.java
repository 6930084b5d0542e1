package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.envelope.Piece.Bad;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a stream into records by braces alone, so that it needs the memory of one record whatever the stream's size, and one that is
 * broken spoils no other. A JSON parser could do neither: it takes a list or nothing, and ends at the first error.
 *
 * <ol>
 *   <li>A record is an object: on a line, over several lines, right after another, or in a list.
 *   <li>An object whose {@code items}, {@code records}, {@code logEvents} or {@code events} are a list is a list of records.
 *   <li>One word may stand before an object on its line: {@code oc adm node-logs} puts the node there, and CloudWatch's export to S3
 *       the time.
 *   <li>A line that begins as no line within an object can ends a record that was cut off before it.
 * </ol>
 */
final class JsonPieces {

    private static final Pattern LIST =
            Pattern.compile("\"(items|records|logEvents|events)\"\\s{0,32}:\\s{0,32}\\[\\z");
    private static final int LIST_LENGTH = 80;
    private static final Pattern PREFIX = Pattern.compile("[\\w.:+-]{0,255}\\w[ \\t]{1,8}");
    private static final int PREFIX_LENGTH = 264;
    private static final byte[] CLOSED_LIST = "]}".getBytes(StandardCharsets.US_ASCII);

    private final ByteInput in;
    private final BoundedBytes bytes;
    private final long limit;
    private boolean headed;
    private boolean listed;
    private boolean separated;
    private long line;
    private long column;

    /** @param limit where, in bytes, the first object may begin that is no longer wanted */
    JsonPieces(InputStream in, int maxBytes, long limit) {
        this.limit = limit;
        this.in = new ByteInput(in);
        this.bytes = new BoundedBytes(maxBytes);
    }

    Piece next() throws IOException {
        bytes.clear();
        while (true) {
            int next = in.peek();
            begin();
            switch (next) {
                case ByteInput.END -> {
                    return end();
                }
                case '{' -> {
                    return in.position() < limit ? object() : new Piece.End();
                }
                case ' ', '\t', '\r', '\n' -> in.take();
                case '[', ',' -> {
                    in.take();
                    listed |= next == '[';
                    separated = true;
                }
                case ']' -> {
                    in.take();
                    if (headed) {
                        return tail();
                    }
                    listed = false;
                }
                default -> {
                    return listed ? element() : line();
                }
            }
        }
    }

    /** Where the last piece began, from 1. */
    long startLine() {
        return line;
    }

    /** Where on that line, in bytes, from 1. */
    long startColumn() {
        return column;
    }

    /** The next line, if it may be one record, is outside of any list and at hand; the next piece begins with it. */
    Optional<ByteBuffer> lineAtHand() throws IOException {
        if (in.peek() == '\n') {
            in.take();
        }
        boolean apart = !listed && in.peek() == '{' && in.isAtLineStart() && in.position() < limit;
        begin();
        return apart ? in.line() : Optional.empty();
    }

    /** Leaves out the line that was at hand: it was a record. */
    void pass(ByteBuffer record) {
        in.take(record.remaining());
    }

    private void begin() {
        line = in.lineNumber();
        column = in.column();
    }

    private Piece end() {
        boolean cut = listed;
        leaveList();
        return cut ? bad(Reason.CUT_OFF) : new Piece.End();
    }

    private void leaveList() {
        listed = false;
        headed = false;
    }

    private Piece object() throws IOException {
        if (listed && !separated) {
            leaveList(); // it was broken off, and this is another line
        }
        separated = false;
        Nesting nesting = new Nesting(0);
        do {
            Optional<Reason> end = brokenOff(nesting);
            if (end.isPresent()) {
                return bad(end.get());
            }
            int next = take(nesting);
            if (next == '[' && nesting.depth() == 2 && !nesting.isQuoted() && !headed) {
                Matcher list = LIST.matcher(bytes.end(LIST_LENGTH));
                if (list.find() && !bytes.isOver()) {
                    return head(list.group(1));
                }
            }
        } while (nesting.depth() > 0);
        return unlessTooLong(new Piece.Value(bytes.view()));
    }

    private Optional<Reason> brokenOff(Nesting nesting) throws IOException {
        int next = in.peek();
        if (next == ByteInput.END) {
            leaveList();
            return Optional.of(Reason.CUT_OFF);
        }
        return nesting.depth() > 0 && nesting.breaksOff(next, in.isAtLineStart())
                ? Optional.of(Reason.NOT_JSON)
                : Optional.empty();
    }

    private int take(Nesting nesting) throws IOException {
        int next = in.peek();
        in.take();
        bytes.add(next);
        nesting.after(next);
        if (nesting.isInText()) {
            in.takeText(bytes);
        }
        return next;
    }

    private Piece head(String list) {
        for (byte value : CLOSED_LIST) {
            bytes.add(value);
        }
        headed = true;
        listed = true;
        separated = true;
        return new Piece.Head(list, bytes.view());
    }

    /** Passes over what an object has after its list. */
    private Piece tail() throws IOException {
        leaveList();
        Nesting nesting = new Nesting(1);
        while (nesting.depth() > 0) {
            Optional<Reason> end = brokenOff(nesting);
            if (end.isPresent()) {
                return bad(end.get());
            }
            take(nesting);
        }
        return new Piece.Tail();
    }

    /** Something in a list that is no object. */
    private Piece element() throws IOException {
        separated = false;
        Nesting nesting = new Nesting(0);
        while (true) {
            int next = in.peek();
            if (next == ByteInput.END || next == '\n' || (!nesting.isQuoted() && ",]{".indexOf(next) >= 0)) {
                return bad(Reason.NOT_AN_EVENT);
            }
            take(nesting);
        }
    }

    private Piece line() throws IOException {
        while (true) {
            int next = in.peek();
            if (next == ByteInput.END || next == '\n') {
                return unlessTooLong(new Piece.Text(bytes.view()));
            }
            if (next == '{' && PREFIX.matcher(bytes.end(PREFIX_LENGTH)).matches() && bytes.length() < PREFIX_LENGTH) {
                bytes.clear();
                return object();
            }
            in.take();
            bytes.add(next);
        }
    }

    private Piece bad(Reason reason) {
        return unlessTooLong(new Bad(reason, bytes.view()));
    }

    private Piece unlessTooLong(Piece piece) {
        return bytes.isOver() ? new Bad(Reason.LINE_TOO_LONG, bytes.view()) : piece;
    }
}
