package cloud.kuryzhev.rbacguard.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store from outside of the service, and its upkeep. */
class StoreCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String store = "";

    @TempDir
    private Path directory;

    @BeforeEach
    void fill() {
        store = directory.resolve("usage.db").toString();
        Batch batch = new Batch();
        byte[] line = EventJson.event().at("2024-06-01T00:00:00Z").line().getBytes(UTF_8);
        batch.add(new AuditLineReader(1 << 20).read(ByteBuffer.wrap(line)));
        try (UsageStore open = UsageStore.open(store)) {
            open.commit(new Checkpoint("file", "1"), batch);
        }
    }

    @Test
    void whatIsExportedIsImported() throws IOException {
        assertThat(run("export", store)).isZero();
        String exported = out.toString(UTF_8);
        String copy = directory.resolve("copy.db").toString();
        out.reset();

        assertThat(command(exported).run("import", copy)).isZero();
        assertThat(run("export", copy)).isZero();
        assertThat(exported).contains("\"position\"").isEqualTo(out.toString(UTF_8));
    }

    @Test
    void aBackupIsAStore() throws IOException {
        String copy = directory.resolve("copy.db").toString();
        assertThat(run("backup", store, copy)).isZero();
        try (UsageStore open = UsageStore.open(copy)) {
            assertThat(open.snapshot().bySubject()).hasSize(1);
        }
    }

    @Test
    void whatCannotBeDoneIsSaid() throws IOException {
        assertThat(command("nonsense\n").run("import", store)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("not empty");
        assertThat(run("backup", store)).isEqualTo(2);
        assertThat(StoreCommand.isOne("--rbac-guard.namespace=x")).isFalse();
        assertThat(StoreCommand.isOne()).isFalse();
    }

    @Test
    void onceADayOldCountsAreDropped() throws IOException {
        LocalDate today = LocalDate.parse("2026-06-01");
        try (UsageStore open = UsageStore.open(store)) {
            assertThat(DailyCompaction.compact(open, today, today)).isEqualTo(today);
            assertThat(dump(open)).contains("\"day\"");
            assertThat(DailyCompaction.compact(open, LocalDate.MIN, today)).isEqualTo(today);
            assertThat(dump(open)).doesNotContain("\"day\"").contains("first_seen");
        }
    }

    private static String dump(UsageStore open) throws IOException {
        StringBuilder text = new StringBuilder();
        open.dump(text);
        return text.toString();
    }

    private int run(String... args) throws IOException {
        return command("").run(args);
    }

    private StoreCommand command(String in) {
        return new StoreCommand(new ByteArrayInputStream(in.getBytes(UTF_8)), out, new PrintStream(err, true, UTF_8));
    }
}
