package cloud.kuryzhev.rbacguard.usage.bench;

import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.event.Words;
import cloud.kuryzhev.rbacguard.usage.file.AuditLogTail;
import cloud.kuryzhev.rbacguard.usage.store.AlikeLines;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Prints how many events a second are read: by a plain streaming parse into a map, by the product's parser into a batch, both on one
 * thread, and from file to store with checkpoints. Arguments: where the log is kept, and how often to measure.
 */
public final class UsageBench {

    /** Reads the log, and says how many events. */
    private interface Run {
        long events() throws IOException;
    }

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Path directory;
    private final Path log;

    private UsageBench(Path directory) {
        this.directory = directory;
        this.log = directory.resolve("audit.log");
    }

    public static void main(String[] args) throws IOException {
        UsageBench bench = new UsageBench(Path.of(args[0]));
        LoadLog.write(bench.log);
        System.out.printf("%,d events, %,d bytes%n", LoadLog.EVENTS, Files.size(bench.log));
        for (int round = 1; round <= Integer.parseInt(args[1]); round++) {
            System.out.printf(
                    "round %d: plain parse %s, parse only %s, file to store %s%n",
                    round, rate(bench::plain), rate(bench::parse), rate(bench::store));
        }
        System.out.printf(
                "peak heap %,d MB of %,d MB%n",
                peak() >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }

    /** By the clock, and what it took of one core, which other programs on the machine change less. */
    private static String rate(Run run) throws IOException {
        long start = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        long events = run.events();
        long micros = (System.nanoTime() - start) / 1_000;
        return "%,d/s (%.1f µs of a core each)"
                .formatted(events * 1_000_000 / micros, (SYSTEM.getProcessCpuTime() - cpu) / 1_000.0 / events);
    }

    private long plain() throws IOException {
        Map<String, Integer> map = new HashMap<>();
        try (InputStream in = Files.newInputStream(log);
                JsonParser json = new JsonFactory().createParser(in)) {
            while (json.nextToken() != null) {
                map.merge(PlainEvent.read(json), 1, Integer::sum);
            }
        }
        return map.values().stream().mapToLong(Integer::longValue).sum();
    }

    private long parse() throws IOException {
        AuditLineReader reader = new AuditLineReader(1 << 20);
        AlikeLines alike = new AlikeLines(Clock.systemUTC());
        Batch batch = new Batch();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(log)) {
            int filled = in.read(buffer);
            while (filled > 0) {
                int rest = lines(buffer, filled, line -> {
                    if (!alike.add(line, batch)) {
                        batch.add(reader.read(line));
                    }
                });
                System.arraycopy(buffer, rest, buffer, 0, filled - rest);
                filled -= rest;
                filled += Math.max(0, in.read(buffer, filled, buffer.length - filled));
            }
        }
        return batch.coverage().events();
    }

    /** Where the last, incomplete line begins. */
    private static int lines(byte[] buffer, int filled, Consumer<ByteBuffer> lines) {
        int start = 0;
        for (int feed = Words.indexOfFeed(buffer, 0, filled);
                feed < filled;
                feed = Words.indexOfFeed(buffer, start, filled)) {
            lines.accept(ByteBuffer.wrap(buffer, start, feed - start));
            start = feed + 1;
        }
        return start;
    }

    private long store() throws IOException {
        deleteStores();
        try (UsageStore store = UsageStore.sqlite(directory.resolve("bench.db"));
                AuditLogTail tail = new AuditLogTail(log, store, AuditLogTail.Options.DEFAULT, Clock.systemUTC())) {
            boolean more = true;
            while (more) {
                more = tail.poll();
            }
            return store.lines("file:" + log.toAbsolutePath()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private void deleteStores() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("bench.db"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
