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
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes share the partitions of a topic, and one store, and are killed again and again. They do so for five stores at once: each kill
 * finds each of them somewhere else.
 */
class ExactlyOnceTest {

    private static final long SEED = 20261122;
    private static final int PARTITIONS = 4;
    private static final int STORES = 5;
    private static final int KILLS = 50 / STORES;
    private static final int LINES = 400;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final AuditLog log = new AuditLog(SEED);
    private final List<Process> consumers = new ArrayList<>();
    private final List<String> databases = new ArrayList<>();
    private final List<UsageStore> stores = new ArrayList<>();
    private Broker broker;
    private long sent;

    @BeforeEach
    void start() {
        broker = new Broker(PARTITIONS);
    }

    @AfterEach
    void end() {
        stores.forEach(UsageStore::close);
        broker.close();
    }

    @Test
    void killsOfEitherOfTwoGiveTheStoreOfAnUninterruptedRunOnPostgres() throws IOException, InterruptedException {
        open(STORES, _ -> TestPostgres.newDatabase());
        assertKilled("guard", 2);
    }

    @Test
    void fiftyKillsOfOneGiveItInSqlite() throws IOException, InterruptedException {
        open(STORES, i -> directory.resolve("usage-" + i + ".db").toString());
        assertKilled("", 1);
    }

    private void open(int count, IntFunction<String> name) {
        IntStream.range(0, count).mapToObj(name).forEach(databases::add);
        databases.forEach(database -> stores.add(UsageStore.open(database)));
    }

    private void assertKilled(String group, int atOnce) throws IOException, InterruptedException {
        try (Victims victims = victims(group)) {
            for (int i = 0; i < atOnce; i++) {
                consumers.add(victims.begin());
            }
            for (int kill = 0; kill < KILLS; kill++) {
                send(LINES);
                Process victim = consumers.remove(random.nextInt(consumers.size()));
                awaitCommits(victim, random.nextInt(4 * STORES));
                victim.waitFor(Duration.ofNanos(random.nextInt(10_000_000))); // anywhere between two commits
                victim.destroyForcibly().waitFor();
                consumers.add(victims.begin());
            }
            send(LINES);
            assertSameInTheEnd();
        }
    }

    private void assertSameInTheEnd() throws IOException {
        await(this::isAllStored);
        String whole = uninterrupted();
        for (UsageStore store : stores) {
            assertThat(dump(store)).isEqualTo(whole);
        }
    }

    @Test
    void aSecondProcessTakesItsShareAndNothingIsLost() throws IOException, InterruptedException {
        open(1, _ -> TestPostgres.newDatabase());
        try (Victims victims = victims("guard")) {
            Process first = victims.begin();
            send(LINES);
            awaitCommits(first, 1);
            Process second = victims.begin();
            await(() -> {
                send(100);
                return hasCommitted(second);
            });
            send(LINES);
            awaitCommits(first, 1);
            assertSameInTheEnd();
        }
    }

    private Victims victims(String group) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(broker.address(), broker.topic(), group));
        arguments.addAll(databases);
        return new Victims(directory.resolve("victims"), KilledConsumer.class, arguments.toArray(String[]::new));
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
    private void awaitCommits(Process process, int commits) {
        int[] seen = {0};
        await(() -> {
            while (hasCommitted(process)) {
                seen[0]++;
            }
            return seen[0] >= commits || isAllStored();
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

    private boolean isAllStored() {
        return stores.stream().allMatch(store -> stored(store) >= sent);
    }

    private static long stored(UsageStore store) {
        return store.lines(KilledConsumer.SOURCE).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private String uninterrupted() throws IOException {
        try (UsageStore whole = UsageStore.sqlite(directory.resolve("whole.db"));
                KafkaSource source = KilledConsumer.source(broker.address(), broker.topic(), "uninterrupted", whole)) {
            while (stored(whole) < sent) {
                source.poll();
            }
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
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
