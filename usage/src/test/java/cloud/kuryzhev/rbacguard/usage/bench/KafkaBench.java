package cloud.kuryzhev.rbacguard.usage.bench;

import cloud.kuryzhev.rbacguard.usage.AuditSource;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.kafka.Broker;
import cloud.kuryzhev.rbacguard.usage.kafka.KafkaSource;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;

/**
 * Prints how many events a second one consumer takes from a real broker, which runs in this process too: into batches that nobody keeps,
 * and into a store. Arguments: where the log is kept, and how often to measure.
 */
public final class KafkaBench {

    private static final int PARTITIONS = 4;

    private KafkaBench() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Path directory = Path.of(args[0]);
        LoadLog.write(directory.resolve("audit.log"));
        try (Broker broker = new Broker(PARTITIONS)) {
            fill(broker, directory.resolve("audit.log"));
            for (int round = 1; round <= Integer.parseInt(args[1]); round++) {
                System.out.printf(
                        "round %d: Kafka to nowhere %s%n", round, rate(broker, nowhere(), "nowhere-" + round));
                Path file = Files.createTempDirectory(directory, "kafka").resolve("usage.db");
                try (UsageStore store = UsageStore.sqlite(file)) {
                    System.out.printf("round %d: Kafka to store %s%n", round, rate(broker, store, "store-" + round));
                }
            }
        }
        System.exit(0); // the broker leaves threads behind
    }

    private static void fill(Broker broker, Path log) throws IOException, ReflectiveOperationException {
        Future<?> last = null;
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = broker.send(number++ / 100 % PARTITIONS, line.getBytes(StandardCharsets.UTF_8));
            }
            if (last != null) {
                last.get();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rate(Broker broker, UsageStore store, String group) throws IOException {
        Map<String, String> properties = new HashMap<>(broker.consumer());
        properties.put("group.id", group);
        AuditRecords records = new AuditRecords("kafka", Optional.empty(), Clock.systemUTC());
        try (AuditSource source =
                new KafkaSource("kafka", List.of(broker.topic()), properties, records, store, Clock.systemUTC())) {
            while (!source.poll()) {} // joining the group is not reading
            long before = events(source);
            long start = System.nanoTime();
            long cpu = cpu();
            while (events(source) < LoadLog.EVENTS) {
                source.poll();
            }
            long events = events(source) - before;
            return "%,d/s (%.1f µs of a core each)"
                    .formatted(events * 1_000_000_000 / (System.nanoTime() - start), (cpu() - cpu) / 1_000.0 / events);
        }
    }

    /** Of the consumer's thread, which the broker's and other programs change little. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long events(AuditSource source) {
        return source.progress().lines().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static UsageStore nowhere() {
        return (UsageStore) Proxy.newProxyInstance(
                UsageStore.class.getClassLoader(),
                new Class<?>[] {UsageStore.class},
                (_, method, _) -> switch (method.getName()) {
                    case "checkpoint" -> Optional.empty();
                    case "lines" -> new TreeMap<String, Long>();
                    default -> null;
                });
    }
}
