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
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receivers of five stores are killed together, again and again, while batches arrive: each kill finds each of them somewhere else. */
class ExactlyOnceTest {

    private static final long SEED = 20261122;
    private static final int STORES = 5;
    private static final int KILLS = 50 / STORES;
    private static final int SENDERS = 4;
    private static final int BATCHES = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final AuditLog log = new AuditLog(SEED);
    private final List<byte[]> batches = new ArrayList<>();
    private final List<UsageStore> stores = new ArrayList<>();
    private final List<Poster> posters = new ArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();

    @AfterEach
    void end() {
        posters.forEach(Poster::close);
        stores.forEach(UsageStore::close);
    }

    @Test
    void fiftyKillsGiveTheStoreOfAnUninterruptedRun() throws Exception {
        assertKilled(i -> directory.resolve("usage-" + i + ".db").toString());
    }

    @Test
    void soTheyDoOnPostgres() throws Exception {
        assertKilled(_ -> TestPostgres.newDatabase());
    }

    private void assertKilled(IntFunction<String> name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path tls = directory.resolve("tls");
        Authority authority = new Authority(tls);
        List<String> arguments = new ArrayList<>(List.of(directory.toString(), tls.toString()));
        for (int i = 0; i < STORES; i++) {
            int port = freePort();
            String store = name.apply(i);
            arguments.addAll(List.of(Integer.toString(port), store));
            stores.add(UsageStore.open(store));
            posters.add(new Poster(authority.client(KilledReceiver.CLIENT), port));
        }
        try (Victims receivers = new Victims(
                        directory.resolve("victims"), KilledReceiver.class, arguments.toArray(String[]::new));
                ExecutorService senders = Executors.newFixedThreadPool(SENDERS * STORES)) {
            for (int kill = 0; kill < KILLS; kill++) {
                kill(receivers.begin(), senders);
            }
            receivers.begin();
            assertSameInTheEnd();
        }
    }

    private void assertSameInTheEnd() throws IOException {
        await().atMost(PATIENCE).until(() -> taken.get() == STORES * batches.size());
        long lines =
                expected().lines().values().stream().mapToLong(Long::longValue).sum();
        String uninterrupted = uninterrupted();
        for (UsageStore store : stores) {
            await().atMost(PATIENCE).until(() -> stored(store) >= lines);
            assertThat(dump(store)).isEqualTo(uninterrupted);
        }
    }

    private void kill(Process receiver, ExecutorService senders) throws InterruptedException {
        int before = taken.get();
        for (int i = 0; i < BATCHES; i++) {
            byte[] batch = batch();
            batches.add(batch);
            posters.forEach(poster -> senders.execute(() -> post(poster, batch)));
        }
        int some = before + random.nextInt(BATCHES * STORES);
        await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> taken.get() >= some);
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
