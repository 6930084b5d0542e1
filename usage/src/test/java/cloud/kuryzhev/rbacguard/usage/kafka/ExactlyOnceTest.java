package cloud.kuryzhev.rbacguard.usage.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.TestPostgres;
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

    /** {@code -Drbac-guard.kills=50} takes minutes. */
    private static final int KILLS = Integer.getInteger("rbac-guard.kills", 10);

    private static final int LINES = 2_000;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final AuditLog log = new AuditLog(SEED);
    private final List<Process> consumers = new ArrayList<>();
    private Broker broker;
    private String database = "";
    private UsageStore store;
    private long sent;

    @BeforeEach
    void start() {
        broker = new Broker(PARTITIONS);
        database = TestPostgres.newDatabase();
        store = UsageStore.open(database);
    }

    @AfterEach
    void end() {
        consumers.forEach(Process::destroyForcibly);
        store.close();
        broker.close();
    }

    @Test
    void whateverIsKilledTheStoreIsThatOfAnUninterruptedRun() throws IOException, InterruptedException {
        begin("guard");
        begin("guard");
        for (int kill = 0; kill < KILLS; kill++) {
            send(LINES);
            Process victim = consumers.remove(random.nextInt(consumers.size()));
            awaitCommits(victim, random.nextInt(4), () -> stored() >= sent);
            Thread.sleep(random.nextInt(50)); // anywhere between two commits
            victim.destroyForcibly().waitFor();
            begin("guard");
        }
        send(LINES);
        await(() -> stored() >= sent);
        assertThat(dump(store)).isEqualTo(uninterrupted());
    }

    @Test
    void aSecondProcessTakesItsShareAndNothingIsLost() throws IOException, InterruptedException {
        Process first = begin("guard");
        send(LINES);
        awaitCommits(first, 1, () -> false);
        Process second = begin("guard");
        while (!hasCommitted(second)) {
            send(100);
        }
        send(LINES);
        awaitCommits(first, 1, () -> false);
        await(() -> stored() >= sent);
        assertThat(dump(store)).isEqualTo(uninterrupted());
    }

    private void send(int lines) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            values.add(log.line());
        }
        broker.sendAll(values, PARTITIONS);
        sent += lines;
    }

    private Process begin(String group) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledConsumer.class.getName(),
                        broker.address(),
                        database,
                        group)
                .redirectError(directory.resolve("consumers.log").toFile())
                .start();
        consumers.add(process);
        return process;
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

    private long stored() {
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
