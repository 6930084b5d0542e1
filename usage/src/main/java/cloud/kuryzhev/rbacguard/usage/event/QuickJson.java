package cloud.kuryzhev.rbacguard.usage.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks over ASCII JSON on one line. It is strict: what it passes over is valid, and what it is not sure of is {@link Unusual}. */
final class QuickJson {

    /** Reads the value that is next. */
    interface Reading<T> {
        T read() throws IOException;
    }

    private static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 9;

    /** Bytes at the beginning of objects of one kind by which most can be told apart. */
    private static final int TELLING_APART = 160;

    private final Known<String> words;
    private byte[] bytes = {};
    private int end;
    private int at;
    private int depth;
    private boolean escaped;

    /** @param words those seen before */
    QuickJson(Known<String> words) {
        this.words = words;
    }

    /** Goes to the beginning of a text. */
    QuickJson of(byte[] text, int start, int textEnd) {
        bytes = text;
        at = start;
        end = textEnd;
        depth = 0;
        return this;
    }

    /** Where the next token begins. */
    int next() {
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        return at;
    }

    int position() {
        return at;
    }

    /** Goes on there, which was a place between two tokens before. */
    void moveTo(int position) {
        at = position;
    }

    boolean isAtEnd() {
        return next() == end;
    }

    boolean isNext(char token) {
        return next() < end && bytes[at] == token;
    }

    boolean isNumberNext() {
        return isDigitNext() || isNext('-');
    }

    private boolean isDigitNext() {
        return next() < end && bytes[at] >= '0' && bytes[at] <= '9';
    }

    boolean take(char token) {
        boolean taken = isNext(token);
        if (taken) {
            at++;
        }
        return taken;
    }

    /** Takes {@code tokens} if they are what is next, written just so. */
    boolean take(byte[] tokens) {
        int to = next() + tokens.length;
        boolean taken = to <= end && Arrays.equals(bytes, at, to, tokens, 0, tokens.length);
        if (taken) {
            at = to;
        }
        return taken;
    }

    void expect(char token) throws Unusual {
        if (!take(token)) {
            throw new Unusual();
        }
    }

    void open(char bracket) throws Unusual {
        expect(bracket);
        if (++depth > MAX_DEPTH) {
            throw new Unusual();
        }
    }

    void close(char bracket) throws Unusual {
        expect(bracket);
        depth--;
    }

    /** Passes over one value. */
    void skip() throws Unusual {
        switch (next() < end ? bytes[at] : 0) {
            case '"' -> skipText();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> skipLiteral();
        }
    }

    private void skipObject() throws Unusual {
        open('{');
        if (!take('}')) {
            do {
                skipText();
                expect(':');
                skip();
            } while (take(','));
            close('}');
        }
    }

    private void skipArray() throws Unusual {
        open('[');
        if (!take(']')) {
            do {
                skip();
            } while (take(','));
            close(']');
        }
    }

    private void skipLiteral() throws Unusual {
        String literal =
                switch (next() < end ? bytes[at] : 0) {
                    case 't' -> "true";
                    case 'f' -> "false";
                    case 'n' -> "null";
                    default -> throw new Unusual();
                };
        for (int i = 0; i < literal.length(); i++) {
            expectByte(literal.charAt(i));
        }
    }

    private void expectByte(char wanted) throws Unusual {
        if (at >= end || bytes[at++] != wanted) {
            throw new Unusual();
        }
    }

    /** An integer of few digits. */
    int number() throws Unusual {
        boolean negative = take('-');
        int first = at;
        int number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            number = 10 * number + bytes[at++] - '0';
            if (at - first > MAX_DIGITS) {
                throw new Unusual();
            }
        }
        boolean padded = at - first > 1 && bytes[first] == '0';
        if (at == first || padded) {
            throw new Unusual();
        }
        return negative ? -number : number;
    }

    /** A whole text. */
    String text() throws Unusual {
        int start = next() + 1;
        skipText();
        String text = ascii(start, at - 1);
        return escaped ? Escapes.decode(text) : text;
    }

    /** A whole text, most probably one of those in every line. */
    String word() throws Unusual {
        int start = next() + 1;
        skipText();
        int close = at - 1;
        if (escaped) {
            return Escapes.decode(ascii(start, close));
        }
        long hash = Words.hash(bytes, start, close);
        String known = words.find(bytes, start, close, hash);
        if (known != null) {
            return known;
        }
        return words.add(bytes, start, close, hash, ascii(start, close));
    }

    /**
     * The value that is next, taken from {@code known} if it was read before, else from {@code reading}. Only objects are kept: where one
     * begins with all the bytes of another, it is the same.
     */
    <T> T known(Known<T> known, Reading<T> reading) throws IOException {
        if (!isNext('{')) {
            return reading.read();
        }
        int start = at;
        long hashed = Words.hash(bytes, start, Math.min(end, start + TELLING_APART));
        Known.Slot<T> found = known.findFrom(bytes, start, end, hashed);
        if (found != null) {
            at = start + found.length();
            return found.value();
        }
        T read = reading.read();
        return known.add(bytes, start, at, hashed, read);
    }

    private String ascii(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private void skipText() throws Unusual {
        expect('"');
        escaped = false;
        int i = at;
        while (true) {
            long found = Words.special(Words.at(bytes, i));
            if (found == 0) {
                i += Long.BYTES;
                continue;
            }
            i += Words.before(found);
            if (i >= end) {
                throw new Unusual();
            }
            if (bytes[i] == '"') {
                at = i + 1;
                return;
            }
            escaped = true;
            i += Escapes.length(bytes, i, end);
        }
    }
}
