package cloud.kuryzhev.rbacguard.usage.file;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactlyOnceTest {

    private static final long SEED = 20261122;
    private static final int LINES = 6_000;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Instant ROTATED = Instant.parse("2026-11-22T06:00:00Z");

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private Path live;

    @BeforeEach
    void name() {
        live = directory.resolve("audit.log");
    }

    @Test
    void stoppingAnywhereGivesTheStoreOfAnUninterruptedRun() throws IOException {
        List<String> lines = AuditLog.lines(SEED, LINES);
        Path store = directory.resolve("stopped.db");
        for (int from = 0, rotation = 0; from < LINES; rotation++) {
            int to = Math.min(LINES, from + 150 + random.nextInt(600));
            append(lines.subList(from, to));
            ingestUntilItStops(store);
            if (random.nextBoolean()) {
                rotate(rotation);
            }
            from = to;
        }
        ingest(store);
        assertThat(dump(store)).isEqualTo(uninterrupted());
    }

    /** Stops without closing anything: before, in the middle of, or after a commit. */
    private void ingestUntilItStops(Path file) throws IOException {
        FailingStore store = new FailingStore(UsageStore.sqlite(file));
        AuditLogTail tail = new AuditLogTail(live, store, KilledIngest.SMALL_BATCHES, CLOCK);
        for (int batches = random.nextInt(12); batches > 0; batches--) {
            tail.poll();
        }
        store.before = random.nextBoolean();
        store.after = random.nextBoolean();
        try {
            tail.poll();
        } catch (UsageStoreException _) {
            assertThat(store.before || store.after).isTrue();
        }
    }

    private String uninterrupted() throws IOException {
        Path store = directory.resolve("uninterrupted.db");
        ingest(store);
        try (UsageStore whole = UsageStore.sqlite(store)) {
            assertThat(sum(whole)).isEqualTo(LINES);
        }
        return dump(store);
    }

    private void ingest(Path file) throws IOException {
        try (UsageStore store = UsageStore.sqlite(file);
                AuditLogTail tail = new AuditLogTail(live, store, AuditLogTail.Options.DEFAULT, CLOCK)) {
            while (tail.poll()) {}
        }
    }

    private static String dump(Path file) throws IOException {
        try (UsageStore store = UsageStore.sqlite(file)) {
            StringBuilder text = new StringBuilder();
            store.dump(text);
            return text.toString();
        }
    }

    private long sum(UsageStore store) {
        return store.lines("file:" + live).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void append(List<String> lines) throws IOException {
        Files.write(live, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate(int number) throws IOException {
        Path rotated = directory.resolve("audit-2026-11-22T06-00-%02d.000.log".formatted(number));
        Files.setLastModifiedTime(live, FileTime.from(ROTATED.plus(Duration.ofSeconds(number))));
        Files.move(live, rotated);
    }
}
