package cloud.kuryzhev.rbacguard.usage.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.TestPostgres;
import cloud.kuryzhev.rbacguard.usage.Victims;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes share the partitions of a topic and one store, and are killed again and again. */
class ExactlyOnceTest {

    private static final long SEED = 20261122;
    private static final int PARTITIONS = 4;

    private static final int KILLS = 50;

    /** {@code -Drbac-guard.kills=50} takes minutes more: it is the same code, but each process connects anew. */
    private static final int KILLS_ON_POSTGRES = Integer.getInteger("rbac-guard.kills", 12);

    private static final int LINES = 400;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final AuditLog log = new AuditLog(SEED);
    private final List<Process> consumers = new ArrayList<>();
    private Broker broker;
    private long sent;

    @BeforeEach
    void start() {
        broker = new Broker(PARTITIONS);
    }

    @AfterEach
    void end() {
        broker.close();
    }

    @Test
    void killsOfEitherOfTwoGiveTheStoreOfAnUninterruptedRunOnPostgres() throws IOException, InterruptedException {
        assertKilled(KILLS_ON_POSTGRES, TestPostgres.newDatabase(), "guard", 2);
    }

    @Test
    void fiftyKillsOfOneGiveItInSqlite() throws IOException, InterruptedException {
        assertKilled(KILLS, directory.resolve("usage.db").toString(), "", 1);
    }

    private void assertKilled(int kills, String database, String group, int atOnce)
            throws IOException, InterruptedException {
        try (UsageStore store = UsageStore.open(database);
                Victims victims = victims(database, group)) {
            for (int i = 0; i < atOnce; i++) {
                consumers.add(victims.begin());
            }
            for (int kill = 0; kill < kills; kill++) {
                send(LINES);
                Process victim = consumers.remove(random.nextInt(consumers.size()));
                awaitCommits(victim, random.nextInt(4), () -> stored(store) >= sent);
                victim.waitFor(Duration.ofNanos(random.nextInt(10_000_000))); // anywhere between two commits
                victim.destroyForcibly().waitFor();
                consumers.add(victims.begin());
            }
            send(LINES);
            await(() -> stored(store) >= sent);
            assertThat(dump(store)).isEqualTo(uninterrupted());
        }
    }

    @Test
    void aSecondProcessTakesItsShareAndNothingIsLost() throws IOException, InterruptedException {
        String database = TestPostgres.newDatabase();
        try (UsageStore store = UsageStore.open(database);
                Victims victims = victims(database, "guard")) {
            Process first = victims.begin();
            send(LINES);
            awaitCommits(first, 1, () -> false);
            Process second = victims.begin();
            while (!hasCommitted(second)) {
                send(100);
            }
            send(LINES);
            awaitCommits(first, 1, () -> false);
            await(() -> stored(store) >= sent);
            assertThat(dump(store)).isEqualTo(uninterrupted());
        }
    }

    private Victims victims(String database, String group) throws IOException, InterruptedException {
        return new Victims(directory.resolve("victims"), KilledConsumer.class, broker.address(), database, group);
    }

    private void send(int lines) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            values.add(log.line());
        }
        broker.sendAll(values, PARTITIONS);
        sent += lines;
    }

    /** Or until nothing is left to commit, because the other process was given all partitions. */
    private static void awaitCommits(Process process, int commits, BooleanSupplier nothingLeft) {
        int[] seen = {0};
        await(() -> {
            seen[0] += hasCommitted(process) ? 1 : 0;
            return seen[0] >= commits || nothingLeft.getAsBoolean();
        });
    }

    /** Whatever else it logs. */
    private static boolean hasCommitted(Process process) {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        try {
            return out.ready() && out.readLine().equals("committed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long stored(UsageStore store) {
        return store.lines(KilledConsumer.SOURCE).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private String uninterrupted() throws IOException {
        try (UsageStore whole = UsageStore.open(TestPostgres.newDatabase());
                KafkaSource source = KilledConsumer.source(broker.address(), "uninterrupted", whole)) {
            await(() -> {
                try {
                    source.poll();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return whole.lines(KilledConsumer.SOURCE).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= sent;
            });
            return dump(whole);
        }
    }

    private static String dump(UsageStore store) throws IOException {
        StringBuilder text = new StringBuilder();
        store.dump(text);
        return text.toString();
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
