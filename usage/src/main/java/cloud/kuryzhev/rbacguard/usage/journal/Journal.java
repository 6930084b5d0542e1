package cloud.kuryzhev.rbacguard.usage.journal;

import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Deliveries on disk, in the order of their arrival, until they are in the store. What was appended survives kill -9 and a power cut; one
 * fsync serves all that arrived during the last. A delivery that comes again is known by its id, also after a restart.
 *
 * <p>One process at a time; appended to by any thread.
 */
public final class Journal implements AutoCloseable {

    /**
     * Bounds.
     *
     * @param segmentBytes a file this long is followed by another
     * @param recentDeliveries how many deliveries are known again
     * @param maxUnreadBytes with more than this to be read, {@link #awaitRoom} waits
     */
    public record Options(long segmentBytes, int recentDeliveries, long maxUnreadBytes) {
        /** Files of 64 MiB; 65,536 deliveries, minutes at any speed, which is how long senders retry; 1 GiB unread. */
        public static final Options DEFAULT = new Options(1 << 26, 1 << 16, 1 << 30);
    }

    private record Pending(Frame frame, CompletableFuture<Void> written) {}

    private static final Pending END =
            new Pending(new Frame(new DeliveryId(0, 0), ByteBuffer.allocate(0)), new CompletableFuture<>());

    private final String id;
    private final Options options;
    private final FileChannel lockFile;
    private final Segments segments;
    private final RecentDeliveries recent;
    private final JournalWriter writer;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Thread thread;
    private long consumed;
    private volatile Optional<GapCause> lost;

    private Journal(
            FileChannel lockFile,
            String id,
            Path directory,
            Options options,
            OptionalLong consumed,
            Optional<GapCause> gap)
            throws IOException {
        this.lockFile = lockFile;
        this.id = id;
        this.options = options;
        this.consumed = consumed.orElse(0);
        this.segments = Segments.in(directory);
        this.recent = new RecentDeliveries(options.recentDeliveries());
        this.writer = new JournalWriter(segments, options.segmentBytes(), recent, this.consumed);
        this.lost = consumed.isEmpty()
                ? Optional.of(GapCause.JOURNAL_NEW)
                : writer.hasLost() ? Optional.of(GapCause.JOURNAL_DAMAGED) : gap;
        this.thread = Thread.ofPlatform().daemon().name("journal").unstarted(this::write);
    }

    /**
     * Opens the journal in {@code directory}, which is made if absent.
     *
     * @param consumed up to where the store has the journal of an {@link #id}; empty if it never heard of it
     * @param gap why deliveries may be missing before the next one, whatever the journal has
     * @throws IOException if another process has it, or it cannot be read
     */
    static Journal open(
            Path directory, Options options, Function<String, OptionalLong> consumed, Optional<GapCause> gap)
            throws IOException {
        Path file = Files.createDirectories(directory).resolve("lock");
        FileChannel lockFile = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(lockFile).isEmpty()) {
            lockFile.close();
            throw new IOException("another process has the journal in " + directory + ": give each its own directory");
        }
        String id = id(directory.resolve("id"));
        Journal journal = new Journal(lockFile, id, directory, options, consumed.apply(id), gap);
        journal.thread.start();
        return journal;
    }

    /** Written aside and renamed, so that there is none or a whole one. */
    private static String id(Path file) throws IOException {
        if (!Files.exists(file)) {
            Path aside = file.resolveSibling("id.new");
            Files.writeString(aside, UUID.randomUUID().toString());
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file);
    }

    private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }

    /**
     * Adds a delivery; returns once it is durable.
     *
     * @return false if it came before, and is durable since
     * @throws IOException if it cannot be written now; it may be tried again
     */
    public boolean append(DeliveryId id, byte[] payload) throws IOException, InterruptedException {
        CompletableFuture<Void> written = new CompletableFuture<>();
        Optional<CompletableFuture<Void>> before = recent.begin(id, written);
        if (before.isEmpty()) {
            queue.add(new Pending(new Frame(id, ByteBuffer.wrap(payload)), written));
        }
        try {
            before.orElse(written).get();
            return before.isEmpty();
        } catch (ExecutionException e) {
            throw new IOException("cannot write the journal: " + e.getCause(), e.getCause());
        }
    }

    /** Whether {@code id} came before, and is written or being written. */
    public boolean knows(DeliveryId id) {
        return recent.contains(id);
    }

    /** Waits while too much is unread; false after {@code limit}. */
    public boolean awaitRoom(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (writer.end() - consumed > options.maxUnreadBytes()) {
                if (left <= 0) {
                    return false;
                }
                left = room.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        boolean open = true;
        while (open) {
            List<Pending> group = new ArrayList<>();
            try {
                group.add(queue.take());
            } catch (InterruptedException _) {
                return;
            }
            queue.drainTo(group);
            open = !group.remove(END);
            if (!group.isEmpty()) {
                write(group);
            }
        }
    }

    private void write(List<Pending> group) {
        try {
            writer.write(group.stream().map(Pending::frame).toList());
            group.forEach(it -> recent.written(it.frame().id()));
            group.forEach(it -> it.written().complete(null));
        } catch (IOException e) {
            group.forEach(it -> recent.failed(it.frame().id()));
            group.forEach(it -> it.written().completeExceptionally(e));
        }
    }

    /** What tells this journal from every other, also from one in the same directory after its loss. */
    public String id() {
        return id;
    }

    /** Just after the last durable delivery. */
    long end() {
        return writer.end();
    }

    /** Why deliveries may be gone, as long as nothing was consumed since. */
    Optional<GapCause> lost() {
        return lost;
    }

    Segments segments() {
        return segments;
    }

    /**
     * Everything before {@code position} is in the store. Of the segments before it the last one stays: it knows recent deliveries, and a
     * store that loses its last commits in a power cut needs it.
     */
    void consumed(long position) throws IOException {
        lost = Optional.empty();
        lock.lock();
        try {
            consumed = position;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        List<Long> bases = List.copyOf(segments.bases());
        for (int i = 0; i + 2 < bases.size() && bases.get(i + 2) <= position; i++) {
            segments.delete(bases.get(i));
        }
    }

    /** Ends after what is being appended. */
    @Override
    public void close() throws IOException {
        queue.add(END);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(late -> late.written().completeExceptionally(new IOException("it is closed")));
        writer.close();
        lockFile.close();
    }
}
