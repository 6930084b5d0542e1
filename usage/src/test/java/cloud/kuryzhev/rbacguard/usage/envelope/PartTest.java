package cloud.kuryzhev.rbacguard.usage.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartTest extends FilesCase {

    private static final String LINE = "{\"a\":{}}\n";

    @Test
    void aFileOfLinesIsCutBetweenTwo() throws IOException {
        Path file = write("log", LINE.repeat(10));
        assertThat(Part.of(file, 20))
                .containsExactly(new Part(file, 0, 27), new Part(file, 27, 54), new Part(file, 54, Long.MAX_VALUE));
    }

    @Test
    void whereNoRecordSurelyBeginsNothingIsCut() throws IOException {
        for (String text : List.of("[\n" + LINE.repeat(10), "{\"a\":{}},\n".repeat(10), "{\"a\":{}}".repeat(10))) {
            Path file = write("log", text);
            assertThat(Part.of(file, 10)).as(text).containsExactly(Part.whole(file));
        }
    }
}
