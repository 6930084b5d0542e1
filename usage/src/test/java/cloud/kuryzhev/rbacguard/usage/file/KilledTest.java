package cloud.kuryzhev.rbacguard.usage.file;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.TestPostgres;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments, again and again, of a process that ingests. */
class KilledTest {

    private static final long SEED = 20261122;
    private static final int LINES = 30_000;
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
        assertKilled(50, directory.resolve("killed.db").toString());
    }

    @Test
    void soTheyDoOnPostgres() throws IOException, InterruptedException {
        assertKilled(10, TestPostgres.newDatabase());
    }

    private void assertKilled(int kills, String where) throws IOException, InterruptedException {
        for (int kill = 0; kill < kills; kill++) {
            killAfter(1 + random.nextInt(6), Duration.ofNanos(random.nextInt(8_000_000)), where);
        }
        try (UsageStore half = UsageStore.open(where)) {
            assertThat(lines(half)).isBetween(1L, LINES - 1L);
        }
        assertThat(ingested(where))
                .isEqualTo(ingested(directory.resolve("whole.db").toString()));
    }

    private void killAfter(int commits, Duration later, String where) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledIngest.class.getName(),
                        log.toString(),
                        where)
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                OutputStream in = process.getOutputStream()) {
            for (int i = 0; i < commits; i++) {
                goOn(in);
                assertThat(out.readLine()).as(Files.readString(errors)).isEqualTo("committed");
            }
            goOn(in);
            process.waitFor(later);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void goOn(OutputStream in) throws IOException {
        in.write('.');
        in.flush();
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
