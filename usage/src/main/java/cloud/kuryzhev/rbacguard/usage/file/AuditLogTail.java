package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import cloud.kuryzhev.rbacguard.usage.AuditSource;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import cloud.kuryzhev.rbacguard.usage.store.SourceMovedException;
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
     * @param batchLines at most this many lines are committed together, fewer at first
     * @param batchTime a batch begun this long ago is committed
     */
    public record Options(int maxLineBytes, int batchLines, Duration batchTime) {
        /** Lines of 1 MiB, batches of 100,000 lines or 5 s. */
        public static final Options DEFAULT = new Options(1 << 20, 100_000, Duration.ofSeconds(5));
    }

    private static final Logger LOG = LoggerFactory.getLogger(AuditLogTail.class);

    /** So many bytes behind, it is worth to read on while a batch is committed. */
    private static final long FAR_BEHIND = 1 << 20;

    /** Batches begin with so many lines, and grow while there is more: so the first is in the store at once, and a long log soon. */
    private static final int FIRST_LINES = 10_000;

    private static final int GROWTH = 4;

    /** How often the clock is looked at. */
    private static final int LINES_PER_LOOK = 256;

    private final Path file;
    private final String source;
    private final UsageStore store;
    private final Options options;
    private final LineParser parser;
    private final Clock clock;
    private final Commits commits;
    private @Nullable LogFollower follower;
    private Optional<Read> ahead = Optional.empty();
    private Optional<FilePosition> reached = Optional.empty();
    private Optional<GapCause> gap = Optional.empty();
    private int batchLines = FIRST_LINES;
    private volatile AuditProgress progress = AuditProgress.NONE;

    /** @param more whether there is much more to read */
    private record Read(Checkpoint checkpoint, Batch batch, boolean more) {}

    /** Why a batch ended. */
    private sealed interface End {
        record Bound() implements End {}

        record NothingMore() implements End {}

        record Gap(GapCause cause) implements End {}
    }

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
        this.commits = new Commits(store, source);
    }

    /** {@inheritDoc} While there is more to read, the next batch is read beside the commit of the last. */
    @Override
    public boolean poll() throws IOException {
        if (commits.hasFailed()) {
            return settle();
        }
        if (ahead.isEmpty()) {
            ahead = read();
        }
        boolean settled = settle();
        if (ahead.isEmpty()) {
            return settled;
        }
        Read next = ahead.get();
        ahead = Optional.empty();
        commits.begin(next.checkpoint(), next.batch());
        return next.more() || settle();
    }

    private boolean settle() throws IOException {
        try {
            Optional<Batch> settled = commits.settle();
            if (settled.isPresent()) {
                advance(settled.get());
            }
            return settled.isPresent();
        } catch (SourceMovedException e) {
            close();
            throw e;
        }
    }

    private Optional<Read> read() throws IOException {
        boolean read = false;
        try {
            Optional<Read> batch = readBatch(following());
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
            reached = commits.resume().map(checkpoint -> FilePosition.parse(checkpoint.position()));
            progress = new AuditProgress(store.lines(source), progress.lastEvent(), 0, Optional.empty());
            current = new LogFollower(file, options.maxLineBytes(), reached);
            follower = current;
        }
        return current;
    }

    private Optional<Read> readBatch(LogFollower log) throws IOException {
        log.refresh();
        Batch batch = new Batch(gap);
        End end = fill(batch, log);
        if (end instanceof End.Gap(GapCause cause) && batch.isEmpty()) {
            gap = Optional.of(cause);
            return readBatch(log);
        }
        Optional<FilePosition> position = log.position();
        if (position.isEmpty() || (batch.isEmpty() && !hasMoved(position.get()))) {
            return Optional.empty();
        }
        gap = end instanceof End.Gap(GapCause cause) ? Optional.of(cause) : Optional.empty();
        boolean bound = end instanceof End.Bound;
        batchLines = bound ? Math.min(options.batchLines(), batchLines * GROWTH) : FIRST_LINES;
        reached = position;
        boolean more = bound && log.bytesBehind() > FAR_BEHIND;
        return Optional.of(new Read(new Checkpoint(source, position.get().toText()), batch, more));
    }

    /** Adds lines to {@code batch}, up to the bounds. */
    private End fill(Batch batch, LogFollower log) throws IOException {
        Instant deadline = clock.instant().plus(options.batchTime());
        for (int n = 1; n <= Math.min(batchLines, options.batchLines()) && !batch.isFull(); n++) {
            Line line = log.next();
            if (line instanceof Line.Gap(GapCause cause)) {
                return new End.Gap(cause);
            }
            if (line instanceof Line.None) {
                return new End.NothingMore();
            }
            parser.add(line, batch);
            if (n % LINES_PER_LOOK == 0 && clock.instant().isAfter(deadline)) {
                return new End.Bound();
            }
        }
        return new End.Bound();
    }

    private boolean hasMoved(FilePosition position) {
        return reached.filter(last -> last.inode() == position.inode() && last.offset() == position.offset())
                .isEmpty();
    }

    private void advance(Batch batch) throws IOException {
        batch.gap()
                .ifPresent(cause -> LOG.warn("{}: lines are missing ({}), coverage starts anew", source, cause.word()));
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
        gap = Optional.empty();
        ahead = Optional.empty();
        commits.forget();
        if (open != null) {
            open.close();
        }
    }
}
