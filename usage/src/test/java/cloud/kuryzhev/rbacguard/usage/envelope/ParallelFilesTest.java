package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.Complete;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelFilesTest extends FilesCase {

    /** Everything that may stand before or after a place to cut. */
    private static final List<String> FRAGMENTS = List.of(
            "{\"kind\":0}\n",
            "\n",
            "klog }\n",
            "{\n\"broken\": {}\n",
            "{\"broken\": \"}\n",
            "{\"broken\\\\\": \"\\\"}\n",
            "[\n",
            "]\n",
            "]}\n",
            ",\n",
            ", }\n",
            "{\"items\":[",
            "{\"items\":[\n",
            "}\n",
            "17, 4}\n",
            "\r\n");

    @ParameterizedTest
    @ValueSource(longs = {1, 500, 3000, 20_000})
    void manyPartsAreReadAsTheWholeIs(long bytes) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Path file = write("some-file", text(new Random(seed)));
            Complete whole = complete(file);
            List<String> inOrder = List.copyOf(seen);
            seen.clear();
            LineSink one = sink();
            ReadOutcome parts = new AuditFiles(CLOCK).parallel(bytes).read(List.of(file), line -> {
                synchronized (one) {
                    return one.add(line);
                }
            });
            assertThat(parts).as("seed %d", seed).isEqualTo(whole);
            assertThat(seen).containsExactlyInAnyOrderElementsOf(inOrder);
            seen.clear();
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder(event().line() + "\n");
        for (int i = 0; i < 100; i++) {
            text.append(
                    random.nextBoolean()
                            ? event().user("user-" + random.nextInt(9)).line() + "\n"
                            : FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return text.toString();
    }
}
