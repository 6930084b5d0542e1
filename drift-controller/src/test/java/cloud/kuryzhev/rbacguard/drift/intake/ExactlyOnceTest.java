package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver is killed again and again while batches arrive. */
class ExactlyOnceTest {

    private static final long SEED = 20261122;
    private static final int SENDERS = 4;

    /** {@code -Drbac-guard.kills=50} takes minutes. */
    private static final int KILLS = Integer.getInteger("rbac-guard.kills", 10);

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final AuditLog log = new AuditLog(SEED);
    private final List<byte[]> batches = new ArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void whateverIsKilledTheStoreIsThatOfAnUninterruptedRun()
            throws IOException, GeneralSecurityException, InterruptedException {
        Authority authority = new Authority(directory.resolve("tls"));
        int port = freePort();
        UsageStore store = UsageStore.sqlite(directory.resolve("usage.db"));
        Process receiver = begin(port);
        try (store;
                Poster poster = new Poster(authority.client(KilledReceiver.CLIENT), port);
                ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                int before = batches.size();
                for (int i = 0; i < 40; i++) {
                    byte[] batch = batch();
                    batches.add(batch);
                    senders.execute(() -> post(poster, batch));
                }
                int some = before + random.nextInt(40);
                await().atMost(Duration.ofMinutes(1)).until(() -> taken.get() >= some);
                Thread.sleep(random.nextInt(20)); // anywhere between two answers
                receiver.destroyForcibly().waitFor();
                receiver = begin(port);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> taken.get() == batches.size());
            long lines = expected().lines().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            await().atMost(Duration.ofMinutes(1)).until(() -> stored(store) >= lines);
        } finally {
            receiver.destroyForcibly().waitFor();
        }
        assertThat(dump("usage.db")).isEqualTo(uninterrupted());
    }

    private void post(Poster poster, byte[] batch) {
        try {
            poster.post(batch);
            taken.incrementAndGet();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] batch() {
        return Stream.generate(log::line)
                .filter(line -> line.endsWith("}")) // half a line cannot be in a list
                .limit(20 + random.nextInt(60))
                .collect(Collectors.joining(",", "{\"kind\":\"EventList\",\"items\":[", "]}"))
                .getBytes(UTF_8);
    }

    private Process begin(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledReceiver.class.getName(),
                        directory.toString(),
                        directory.resolve("tls").toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("receiver.log").toFile()))
                .start();
    }

    private static long stored(UsageStore store) {
        return store.lines("webhook").values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Batch expected() {
        Batch all = new Batch(false);
        AuditRecords records = new AuditRecords("webhook", Optional.empty(), Clock.systemUTC());
        batches.forEach(batch -> records.read(batch, 1 << 24, all::add));
        return all;
    }

    private String uninterrupted() throws IOException {
        try (UsageStore store = UsageStore.sqlite(directory.resolve("uninterrupted.db"))) {
            store.commit(new Checkpoint("webhook", ""), expected());
        }
        return dump("uninterrupted.db");
    }

    private String dump(String name) throws IOException {
        var text = new StringBuilder();
        try (UsageStore store = UsageStore.sqlite(directory.resolve(name))) {
            store.dump(text);
        }
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
