package cloud.kuryzhev.rbacguard.usage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {

    @TempDir
    private Path directory;

    @Test
    void splitsAtLineFeedsAndKnowsWhereItIs() throws IOException {
        append("one\n\nthree\nfo");
        try (LogBytes log = open()) {
            LineReader reader = new LineReader(log, 0, 100);
            assertThat(drain(reader)).containsExactly("one", "", "three");
            assertThat(reader.offset()).isEqualTo(11);
            append("ur\n");
            assertThat(drain(reader)).containsExactly("four");
            assertThat(reader.offset()).isEqualTo(16);
        }
    }

    @Test
    void startsAtAnOffset() throws IOException {
        append("one\ntwo\n");
        try (LogBytes log = open()) {
            assertThat(drain(new LineReader(log, 4, 100))).containsExactly("two");
        }
    }

    @Test
    void aLineAtTheBoundIsReadAndOneOverItIsNot() throws IOException {
        append("x".repeat(100) + "\n" + "y".repeat(101) + "\nz\n");
        try (LogBytes log = open()) {
            assertThat(drain(new LineReader(log, 0, 100))).containsExactly("x".repeat(100), "TOO LONG", "z");
        }
    }

    @Test
    void aLineLongerThanTheBufferIsRead() throws IOException {
        String longLine = "l".repeat(300_000);
        append("a\n" + longLine + "\nb\n");
        try (LogBytes log = open()) {
            assertThat(drain(new LineReader(log, 0, 300_000))).containsExactly("a", longLine, "b");
        }
    }

    @Test
    void anOverlongLineStillBeingWrittenIsSkippedWhole() throws IOException {
        append("a\n" + "l".repeat(200_000));
        try (LogBytes log = open()) {
            LineReader reader = new LineReader(log, 0, 1000);
            assertThat(drain(reader)).containsExactly("a");
            assertThat(reader.offset()).isEqualTo(2);
            append("l".repeat(50));
            assertThat(drain(reader)).isEmpty();
            append("\nb\n");
            assertThat(drain(reader)).containsExactly("TOO LONG", "b");
            assertThat(reader.offset()).isEqualTo(200_055);
        }
    }

    @Test
    void theRestOfALineCanBeGivenUp() throws IOException {
        append("a\nhalf");
        try (LogBytes log = open()) {
            LineReader reader = new LineReader(log, 0, 100);
            drain(reader);
            assertThat(reader.dropRest()).isTrue();
            assertThat(reader.dropRest()).isFalse();
            assertThat(reader.offset()).isEqualTo(6);
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(directory.resolve("log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private LogBytes open() throws IOException {
        return new PlainBytes(FileChannel.open(directory.resolve("log")));
    }

    private static List<String> drain(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Line line = reader.next(); !(line instanceof Line.None); line = reader.next()) {
            lines.add(
                    line instanceof Line.Text(var bytes)
                            ? StandardCharsets.UTF_8.decode(bytes).toString()
                            : "TOO LONG");
        }
        return lines;
    }
}
