package cloud.kuryzhev.rbacguard.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.cli.Run;
import cloud.kuryzhev.rbacguard.usage.store.ImportException;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredUsageTest {

    private static final Path EXPORT = Path.of("src/test/resources/usage-export.jsonl");

    @Test
    void aStoreSaysWhatItsExportSaysAndStaysAsItWas(@TempDir Path folder) throws IOException, ImportException {
        Path file = folder.resolve("usage.db");
        try (UsageStore store = UsageStore.sqlite(file);
                Reader lines = Files.newBufferedReader(EXPORT)) {
            store.importFrom(lines);
        }
        byte[] before = Files.readAllBytes(file);

        Run ofStore = Run.of("generate", "--all", "-f", file.toString());

        assertThat(ofStore).isEqualTo(Run.of("generate", "--all", "-f", EXPORT.toString()));
        assertThat(ofStore.out()).contains("least roles for what 47 requests used");
        assertThat(file).hasBinaryContent(before);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aStoreThatIsWrittenToIsReadWithItsLog(@TempDir Path folder) throws IOException, ImportException {
        Path file = folder.resolve("usage.db");
        try (UsageStore store = UsageStore.sqlite(file);
                Reader lines = Files.newBufferedReader(EXPORT)) {
            store.importFrom(lines);

            assertThat(Run.of("generate", "--all", "-f", file.toString()).out()).contains("47 requests");
        }
    }
}
