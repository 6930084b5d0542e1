package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.Complete;
import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.SeveralClusters;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.event.PlausibleTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Reads audit files that nobody writes any more, of any format and packing, told by their content. Memory is that of one record for
 * each thread, whatever the files' size. Files that are still written are {@code AuditLogTail}'s.
 */
public final class AuditFiles {

    /** Records longer than this are counted and skipped: 16 MiB, more than CloudWatch or Event Hubs send in one piece. */
    public static final int MAX_RECORD_BYTES = 1 << 24;

    /** Those that read no part now: what they have read lately they need not read again in the next one. */
    private final Queue<AuditLineReader> idle = new ConcurrentLinkedQueue<>();

    private final PlausibleTime time;
    private final Optional<ClusterId> wanted;
    private final ReadingProgress progress;
    private final long partBytes;

    private AuditFiles(PlausibleTime time, Optional<ClusterId> wanted, ReadingProgress progress, long partBytes) {
        this.time = time;
        this.wanted = wanted;
        this.progress = progress;
        this.partBytes = partBytes;
    }

    /** @param clock bounds events' times from above */
    public AuditFiles(Clock clock) {
        this(new PlausibleTime(clock), Optional.empty(), (bytes, all) -> {}, 0);
    }

    /** The same, but events of other clusters are skipped and counted, where a file says which they are from. */
    public AuditFiles only(ClusterId cluster) {
        return new AuditFiles(time, Optional.of(cluster), progress, partBytes);
    }

    /** The same, and {@code listener} hears how far it is. */
    public AuditFiles telling(ReadingProgress listener) {
        return new AuditFiles(time, wanted, listener, partBytes);
    }

    /**
     * The same on all processors: parts of files at once, so lines come in no order, and the sink and the listener must be for any thread.
     * Which of several clusters was first is chance then.
     */
    public AuditFiles parallel() {
        return parallel(Part.BYTES);
    }

    AuditFiles parallel(long bytes) {
        return new AuditFiles(time, wanted, progress, bytes);
    }

    /**
     * Reads {@code paths}, of directories every file below that is no link, from the oldest first event to the newest.
     *
     * @param sink takes every line; to be kept only if all is complete
     * @throws IOException if a file cannot be read; compressed data that are damaged are counted instead
     */
    public ReadOutcome read(List<Path> paths, LineSink sink) throws IOException {
        OneCluster cluster = new OneCluster(wanted);
        List<FirstLook> files = inOrder(paths);
        Map<Path, PartReport> read = read(files, sink, cluster);
        Optional<SeveralClusters> conflict = cluster.conflict();
        if (conflict.isPresent()) {
            return conflict.get();
        }
        List<FileReport> reports = files.stream()
                .map(FirstLook::file)
                .map(file -> Optional.ofNullable(read.get(file))
                        .map(PartReport::report)
                        .orElseGet(() -> none(file)))
                .toList();
        return new Complete(reports, cluster.cluster());
    }

    private Map<Path, PartReport> read(List<FirstLook> files, LineSink sink, OneCluster cluster) throws IOException {
        List<Part> parts = parts(files);
        LongConsumer read = counting(files);
        Map<Path, PartReport> reports = new HashMap<>();
        try {
            Stream<Part> reading = partBytes > 0 ? parts.parallelStream() : parts.stream();
            reading.map(part -> read(part, sink, cluster, read))
                    .forEachOrdered(part -> reports.merge(part.report().path(), part, PartReport::and));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return reports;
    }

    private List<Part> parts(List<FirstLook> files) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (FirstLook look : files) {
            if (look.hasRecords()) {
                parts.addAll(partBytes > 0 ? Part.of(look.file(), partBytes) : List.of(Part.whole(look.file())));
            }
        }
        return parts;
    }

    private LongConsumer counting(List<FirstLook> files) throws IOException {
        long all = 0;
        for (FirstLook file : files) {
            all += file.hasRecords() ? Files.size(file.file()) : 0;
        }
        long sum = all;
        var done = new AtomicLong();
        return bytes -> progress.at(Math.min(done.addAndGet(bytes), sum), sum);
    }

    private PartReport read(Part part, LineSink sink, OneCluster cluster, LongConsumer read) {
        FileReading reading = new FileReading(part.file(), sink, cluster, time);
        AuditLineReader reader =
                Optional.ofNullable(idle.poll()).orElseGet(() -> new AuditLineReader(MAX_RECORD_BYTES));
        RecordStream records = new RecordStream(MAX_RECORD_BYTES, reader, Inflation.unbounded(), reading);
        try (InputStream bytes = new Heard(part.open(), read)) {
            records.read(bytes, part.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            idle.add(reader);
        }
        return reading.report(records);
    }

    private static FileReport none(Path file) {
        SortedMap<String, Long> nothing = new TreeMap<>();
        return new FileReport(file, Format.NONE, false, 0, nothing, List.of());
    }

    private static List<FirstLook> inOrder(List<Path> paths) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            files.addAll(files(path.toAbsolutePath().normalize()));
        }
        List<FirstLook> looks = new ArrayList<>();
        for (Path file : files) {
            looks.add(FirstLook.at(file, MAX_RECORD_BYTES));
        }
        looks.sort(FirstLook.ORDER);
        return looks;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
