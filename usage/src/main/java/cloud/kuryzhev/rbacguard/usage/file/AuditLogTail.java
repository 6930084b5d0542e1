package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import cloud.kuryzhev.rbacguard.usage.AuditSource;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the audit log file of one kube-apiserver ({@code --audit-log-path}) into a store, each line exactly once. */
public final class AuditLogTail implements AuditSource {

    /**
     * Bounds.
     *
     * @param maxLineBytes longer lines are counted and skipped
     * @param batchLines at most this many lines are committed together
     * @param batchTime a batch begun this long ago is committed
     */
    public record Options(int maxLineBytes, int batchLines, Duration batchTime) {
        /** Lines of 1 MiB, batches of 10,000 lines or 250 ms. */
        public static final Options DEFAULT = new Options(1 << 20, 10_000, Duration.ofMillis(250));
    }

    private static final Logger LOG = LoggerFactory.getLogger(AuditLogTail.class);

    /** How often the clock is looked at. */
    private static final int LINES_PER_LOOK = 256;

    private final Path file;
    private final String source;
    private final UsageStore store;
    private final Options options;
    private final LineParser parser;
    private final Clock clock;
    private @Nullable LogFollower follower;
    private @Nullable Pending pending;
    private Optional<FilePosition> committed = Optional.empty();
    private boolean gap;
    private volatile AuditProgress progress = AuditProgress.NONE;

    private record Pending(Checkpoint checkpoint, FilePosition position, Batch batch) {}

    /**
     * @param file the live file, which need not exist yet; its rotated siblings are read first
     * @param clock bounds batches, and events' times from above
     */
    public AuditLogTail(Path file, UsageStore store, Options options, Clock clock) {
        this.file = file.toAbsolutePath();
        this.source = "file:" + this.file;
        this.store = store;
        this.options = options;
        this.clock = clock;
        this.parser = new LineParser(source, options.maxLineBytes(), clock);
    }

    @Override
    public boolean poll() throws IOException {
        Pending retried = pending;
        if (retried != null) {
            // The failed commit may have got through after all.
            boolean done = store.checkpoint(source).equals(Optional.of(retried.checkpoint()));
            commit(retried, !done);
            return true;
        }
        Optional<Pending> read = read();
        if (read.isPresent()) {
            pending = read.get();
            commit(read.get(), true);
        }
        return read.isPresent();
    }

    private void commit(Pending batch, boolean write) throws IOException {
        if (write) {
            store.commit(batch.checkpoint(), batch.batch());
        }
        advance(batch.batch());
        pending = null;
        committed = Optional.of(batch.position());
    }

    private Optional<Pending> read() throws IOException {
        boolean read = false;
        try {
            Optional<Pending> batch = readBatch(following());
            read = true;
            return batch;
        } finally {
            if (!read) {
                close(); // what was read since the last commit is read again
            }
        }
    }

    private LogFollower following() {
        LogFollower current = follower;
        if (current == null) {
            committed = store.checkpoint(source).map(checkpoint -> FilePosition.parse(checkpoint.position()));
            progress = new AuditProgress(store.lines(source), progress.lastEvent(), 0, Optional.empty());
            current = new LogFollower(file, options.maxLineBytes(), committed);
            follower = current;
        }
        return current;
    }

    private Optional<Pending> readBatch(LogFollower lines) throws IOException {
        lines.refresh();
        Batch batch = new Batch(gap);
        boolean gapAhead = fill(batch, lines);
        if (gapAhead && batch.isEmpty()) {
            gap = true;
            return readBatch(lines);
        }
        Optional<FilePosition> position = lines.position();
        if (position.isEmpty() || (batch.isEmpty() && !hasMoved(position.get()))) {
            return Optional.empty();
        }
        gap = gapAhead;
        Checkpoint checkpoint = new Checkpoint(source, position.get().toText());
        return Optional.of(new Pending(checkpoint, position.get(), batch));
    }

    /** Adds lines to {@code batch}, up to the bounds; whether it ends before a gap. */
    private boolean fill(Batch batch, LogFollower lines) throws IOException {
        Instant deadline = clock.instant().plus(options.batchTime());
        for (int n = 1; n <= options.batchLines(); n++) {
            Line line = lines.next();
            if (line instanceof Line.None || line instanceof Line.Gap) {
                return line instanceof Line.Gap;
            }
            batch.add(parser.parse(line));
            if (n % LINES_PER_LOOK == 0 && clock.instant().isAfter(deadline)) {
                return false;
            }
        }
        return false;
    }

    private boolean hasMoved(FilePosition position) {
        return committed
                .filter(last -> last.inode() == position.inode() && last.offset() == position.offset())
                .isEmpty();
    }

    private void advance(Batch batch) throws IOException {
        if (batch.afterGap()) {
            LOG.warn("{}: lines are missing, coverage starts anew", source);
        }
        SortedMap<String, Long> lines = new TreeMap<>(progress.lines());
        batch.lines().forEach((result, count) -> lines.merge(result, count, Long::sum));
        Optional<Instant> lastEvent = batch.coverage().events() == 0
                ? progress.lastEvent()
                : Optional.of(batch.coverage().to());
        long behind = follower == null ? 0 : follower.bytesBehind();
        progress = new AuditProgress(lines, lastEvent, behind, Optional.empty());
    }

    @Override
    public AuditProgress progress() {
        return progress;
    }

    @Override
    public void close() throws IOException {
        LogFollower open = follower;
        follower = null;
        gap = false;
        if (open != null) {
            open.close();
        }
    }
}
