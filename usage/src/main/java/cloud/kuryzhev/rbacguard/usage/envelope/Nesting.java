package cloud.kuryzhev.rbacguard.usage.envelope;

/** How deep in a JSON text the next byte is, and whether in a string (RFC 8259). */
final class Nesting {

    private int depth;
    private boolean quoted;
    private boolean escaped;

    Nesting(int depth) {
        this.depth = depth;
    }

    void after(int value) {
        if (quoted) {
            quoted = escaped || value != '"';
            escaped = !escaped && value == '\\';
            return;
        }
        switch (value) {
            case '"' -> quoted = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {}
        }
    }

    int depth() {
        return depth;
    }

    boolean isQuoted() {
        return quoted;
    }

    /** Whether any byte but a quote and a backslash would change nothing. */
    boolean isInText() {
        return quoted && !escaped;
    }

    /**
     * Whether {@code next} shows that the text was broken off before it: a line feed in a string, which JSON forbids, or a line that
     * begins as one inside of an object does not, indented or not.
     */
    boolean breaksOff(int next, boolean atLineStart) {
        return quoted ? next == '\n' : atLineStart && " \t\r\n\"}],".indexOf(next) < 0;
    }
}
