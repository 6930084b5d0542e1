package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.TestPostgres;
import cloud.kuryzhev.rbacguard.usage.Victims;
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

    private static final int KILLS = 50;

    /** {@code -Drbac-guard.kills=50} takes minutes more: it is the same code, but each process connects anew. */
    private static final int KILLS_ON_POSTGRES = Integer.getInteger("rbac-guard.kills", 12);

    private static final int BATCHES = 12;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final AuditLog log = new AuditLog(SEED);
    private final List<byte[]> batches = new ArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void fiftyKillsGiveTheStoreOfAnUninterruptedRun() throws Exception {
        assertKilled(KILLS, directory.resolve("usage.db").toString());
    }

    @Test
    void soTheyDoOnPostgres() throws Exception {
        assertKilled(KILLS_ON_POSTGRES, TestPostgres.newDatabase());
    }

    private void assertKilled(int kills, String where)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path tls = directory.resolve("tls");
        Authority authority = new Authority(tls);
        int port = freePort();
        try (UsageStore store = UsageStore.open(where);
                Victims receivers = new Victims(
                        directory.resolve("victims"),
                        KilledReceiver.class,
                        directory.toString(),
                        tls.toString(),
                        Integer.toString(port),
                        where);
                Poster poster = new Poster(authority.client(KilledReceiver.CLIENT), port);
                ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int kill = 0; kill < kills; kill++) {
                kill(receivers.begin(), poster, senders);
            }
            receivers.begin();
            await().atMost(Duration.ofMinutes(1)).until(() -> taken.get() == batches.size());
            long lines = expected().lines().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            await().atMost(Duration.ofMinutes(1)).until(() -> stored(store) >= lines);
            assertThat(dump(store)).isEqualTo(uninterrupted());
        }
    }

    private void kill(Process receiver, Poster poster, ExecutorService senders) throws InterruptedException {
        int before = batches.size();
        for (int i = 0; i < BATCHES; i++) {
            byte[] batch = batch();
            batches.add(batch);
            senders.execute(() -> post(poster, batch));
        }
        int some = before + random.nextInt(BATCHES);
        await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofMinutes(1)).until(() -> taken.get() >= some);
        receiver.waitFor(Duration.ofNanos(random.nextInt(10_000_000))); // anywhere between two answers
        receiver.destroyForcibly().waitFor();
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

    private static long stored(UsageStore store) {
        return store.lines("webhook").values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Batch expected() {
        Batch all = new Batch();
        AuditRecords records = new AuditRecords("webhook", Optional.empty(), Clock.systemUTC());
        batches.forEach(batch -> records.read(batch, 1 << 24, all::add));
        return all;
    }

    private String uninterrupted() throws IOException {
        try (UsageStore store =
                UsageStore.open(directory.resolve("uninterrupted.db").toString())) {
            store.commit(new Checkpoint("webhook", ""), expected());
            return dump(store);
        }
    }

    private static String dump(UsageStore store) throws IOException {
        StringBuilder text = new StringBuilder();
        store.dump(text);
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
