package cloud.kuryzhev.rbacguard.usage.file;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.TestPostgres;
import cloud.kuryzhev.rbacguard.usage.Victims;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments, again and again, of a process that ingests into five stores at once: each kill finds each of them
 * somewhere else.
 */
class KilledTest {

    private static final long SEED = 20261122;
    private static final int STORES = 5;
    private static final int KILLS = 50 / STORES;
    private static final int LINES = 6_000;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private Path log;

    @BeforeEach
    void log() throws IOException {
        log = directory.resolve("audit.log");
        Files.write(log, AuditLog.lines(SEED, LINES));
    }

    @Test
    void fiftyKillsGiveTheStoreOfAnUninterruptedRun() throws IOException, InterruptedException {
        assertKilled(i -> directory.resolve("killed-" + i + ".db").toString());
    }

    @Test
    void soTheyDoOnPostgres() throws IOException, InterruptedException {
        assertKilled(_ -> TestPostgres.newDatabase());
    }

    private void assertKilled(IntFunction<String> name) throws IOException, InterruptedException {
        List<String> stores = IntStream.range(0, STORES).mapToObj(name).toList();
        List<String> arguments = new ArrayList<>(List.of(log.toString()));
        arguments.addAll(stores);
        try (Victims victims =
                new Victims(directory.resolve("victims"), KilledIngest.class, arguments.toArray(String[]::new))) {
            for (int kill = 0; kill < KILLS; kill++) {
                killAfter(1 + random.nextInt(2 * STORES), Duration.ofNanos(random.nextInt(8_000_000)), victims);
            }
        }
        String whole = ingested(directory.resolve("whole.db").toString());
        for (String store : stores) {
            assertHalf(store);
            assertThat(ingested(store)).isEqualTo(whole);
        }
    }

    private void assertHalf(String where) {
        try (UsageStore half = UsageStore.open(where)) {
            assertThat(lines(half)).isBetween(50L, LINES - 1L);
        }
    }

    private static void killAfter(int commits, Duration later, Victims victims)
            throws IOException, InterruptedException {
        Process process = victims.begin();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < commits; i++) {
                assertThat(out.readLine()).as(victims.errors()).isEqualTo("committed");
                Victims.goOn(process);
            }
            process.waitFor(later);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private String ingested(String where) throws IOException {
        StringBuilder text = new StringBuilder();
        try (UsageStore store = UsageStore.open(where);
                AuditLogTail tail = new AuditLogTail(log, store, AuditLogTail.Options.DEFAULT, CLOCK)) {
            while (tail.poll()) {}
            assertThat(lines(store)).isEqualTo(LINES);
            store.dump(text);
        }
        return text.toString();
    }

    private long lines(UsageStore store) {
        return store.lines("file:" + log).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
