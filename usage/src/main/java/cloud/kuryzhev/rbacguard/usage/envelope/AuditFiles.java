package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.Complete;
import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.SeveralClusters;
import cloud.kuryzhev.rbacguard.usage.event.PlausibleTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Reads audit files that nobody writes any more, of any format and packing, told by their content. Memory is that of one record,
 * whatever the files' size. Files that are still written are {@code AuditLogTail}'s.
 */
public final class AuditFiles {

    /** Records longer than this are counted and skipped: 16 MiB, more than CloudWatch or Event Hubs send in one piece. */
    public static final int MAX_RECORD_BYTES = 1 << 24;

    private final PlausibleTime time;
    private final Optional<ClusterId> wanted;
    private final ReadingProgress progress;

    private AuditFiles(PlausibleTime time, Optional<ClusterId> wanted, ReadingProgress progress) {
        this.time = time;
        this.wanted = wanted;
        this.progress = progress;
    }

    /** @param clock bounds events' times from above */
    public AuditFiles(Clock clock) {
        this(new PlausibleTime(clock), Optional.empty(), (bytes, all) -> {});
    }

    /** The same, but events of other clusters are skipped and counted, where a file says which they are from. */
    public AuditFiles only(ClusterId cluster) {
        return new AuditFiles(time, Optional.of(cluster), progress);
    }

    /** The same, and {@code listener} hears how far it is. */
    public AuditFiles telling(ReadingProgress listener) {
        return new AuditFiles(time, wanted, listener);
    }

    /**
     * Reads {@code paths}, of directories every file below that is no link, from the oldest first event to the newest.
     *
     * @param sink takes every line; to be kept only if all is complete
     * @throws IOException if a file cannot be read; compressed data that are damaged are counted instead
     */
    public ReadOutcome read(List<Path> paths, LineSink sink) throws IOException {
        OneCluster cluster = new OneCluster(wanted);
        List<FileReport> reports = new ArrayList<>();
        List<FirstLook> files = inOrder(paths);
        LongConsumer read = counting(files);
        for (FirstLook file : files) {
            reports.add(file.hasRecords() ? read(file.file(), sink, cluster, read) : none(file.file()));
            Optional<SeveralClusters> conflict = cluster.conflict();
            if (conflict.isPresent()) {
                return conflict.get();
            }
        }
        return new Complete(List.copyOf(reports), cluster.cluster());
    }

    private LongConsumer counting(List<FirstLook> files) throws IOException {
        long all = 0;
        for (FirstLook file : files) {
            all += file.hasRecords() ? Files.size(file.file()) : 0;
        }
        long sum = all;
        var done = new AtomicLong();
        return bytes -> progress.at(done.addAndGet(bytes), sum);
    }

    private FileReport read(Path file, LineSink sink, OneCluster cluster, LongConsumer read) throws IOException {
        FileReading reading = new FileReading(file, sink, cluster, time);
        RecordStream records = new RecordStream(MAX_RECORD_BYTES, reading);
        try (InputStream bytes = new Heard(Files.newInputStream(file), read)) {
            records.read(bytes);
        }
        return reading.report(records.isCompressed());
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
