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

    private AuditFiles(PlausibleTime time, Optional<ClusterId> wanted) {
        this.time = time;
        this.wanted = wanted;
    }

    /** @param clock bounds events' times from above */
    public AuditFiles(Clock clock) {
        this(new PlausibleTime(clock), Optional.empty());
    }

    /** The same, but events of other clusters are skipped and counted, where a file says which they are from. */
    public AuditFiles only(ClusterId cluster) {
        return new AuditFiles(time, Optional.of(cluster));
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
        for (FirstLook file : inOrder(paths)) {
            reports.add(file.hasRecords() ? read(file.file(), sink, cluster) : none(file.file()));
            Optional<SeveralClusters> conflict = cluster.conflict();
            if (conflict.isPresent()) {
                return conflict.get();
            }
        }
        return new Complete(List.copyOf(reports), cluster.cluster());
    }

    private FileReport read(Path file, LineSink sink, OneCluster cluster) throws IOException {
        FileReading reading = new FileReading(file, sink, cluster, time);
        RecordStream records = new RecordStream(MAX_RECORD_BYTES, reading);
        try (InputStream bytes = Files.newInputStream(file)) {
            records.read(bytes);
        }
        return reading.report(records.isCompressed());
    }

    private static FileReport none(Path file) {
        SortedMap<String, Long> nothing = new TreeMap<>();
        return new FileReport(file, Format.NONE, false, 0, nothing);
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
