package cloud.kuryzhev.rbacguard.cli.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a YAML stream into its documents before anything is parsed, so that a broken one costs itself alone: no content of a document
 * can hold a line that begins with {@code ---} (YAML 1.2.2, section 9.1.2, {@code c-forbidden}).
 */
final class Chunks {

    private static final Pattern MARKER = Pattern.compile("^(?:---|\\.\\.\\.)(?=\\s|$)", Pattern.MULTILINE);

    private Chunks() {}

    /**
     * One document.
     *
     * @param line of its first line in the stream, from 0
     */
    record Chunk(String text, int line) {}

    /** All documents that hold anything but comments and directives, in order. */
    static List<Chunk> of(String stream) {
        var chunks = new ArrayList<Chunk>();
        Matcher marker = MARKER.matcher(stream);
        int start = 0;
        int line = 0;
        while (start < stream.length()) {
            int end = marker.find() ? marker.start() : stream.length();
            String text = stream.substring(start, end);
            if (!text.lines().allMatch(Chunks::saysNothing)) {
                chunks.add(new Chunk(text, line));
            }
            line += (int) text.chars().filter(c -> c == '\n').count();
            start = end;
        }
        return chunks;
    }

    private static boolean saysNothing(String line) {
        String said = line.startsWith("---") || line.startsWith("...")
                ? line.substring(3).strip()
                : line.strip();
        return said.isEmpty() || said.startsWith("#") || line.startsWith("%");
    }
}
