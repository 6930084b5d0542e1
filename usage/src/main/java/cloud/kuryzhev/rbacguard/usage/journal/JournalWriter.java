package cloud.kuryzhev.rbacguard.usage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes frames to the last segment, and makes them durable. One thread. */
final class JournalWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final DeliveryId NO_DELIVERY = new DeliveryId(0, 0);

    private final Segments segments;
    private final long segmentBytes;
    private final RecentDeliveries recent;
    private @Nullable FileChannel file;
    private long base;
    private volatile long end;
    private boolean lost;

    /** Takes up what is there, but for a frame that was being written when the last process ended. */
    JournalWriter(Segments segments, long segmentBytes, RecentDeliveries recent, long notBefore) throws IOException {
        this.segments = segments;
        this.segmentBytes = segmentBytes;
        this.recent = recent;
        recover();
        if (end < notBefore) {
            LOG.warn("the journal ends at {}, but was read to {}: it goes on from there", end, notBefore);
            close();
            end = notBefore;
            lost = true;
        }
    }

    private void recover() throws IOException {
        List<Long> bases = new ArrayList<>(segments.bases());
        // What begins the last one may itself be cut off; the one before it knows the same deliveries.
        for (long at : bases.subList(Math.max(0, bases.size() - 2), bases.size())) {
            try (FileChannel segment = FileChannel.open(segments.file(at))) {
                base = at;
                end = at + scan(segment, segments.after(at).map(next -> next - at));
            }
        }
        if (!bases.isEmpty()) {
            reopen();
        }
    }

    private long scan(FileChannel segment, Optional<Long> known) throws IOException {
        long limit = Math.min(segment.size(), known.orElse(Long.MAX_VALUE));
        long offset = 0;
        Optional<Frame> frame = Frame.read(segment, 0, limit);
        while (frame.isPresent()) {
            if (offset == 0) {
                recent.addAll(frame.get().payload());
            } else {
                recent.written(frame.get().id());
            }
            offset += frame.get().bytes();
            frame = Frame.read(segment, offset, limit);
        }
        return offset;
    }

    private void reopen() throws IOException {
        if (end == base) {
            segments.delete(base);
            return;
        }
        FileChannel last = FileChannel.open(segments.file(base), StandardOpenOption.WRITE);
        file = last;
        if (last.size() > end - base) {
            LOG.info("the last {} bytes of {} were being written", last.size() - (end - base), segments.file(base));
            last.truncate(end - base);
        }
        last.force(true);
        last.position(end - base);
    }

    /** Whether frames that were there once are gone. */
    boolean hasLost() {
        return lost;
    }

    /** Just after the last durable frame. */
    long end() {
        return end;
    }

    /** Adds {@code frames}, all or none. */
    void write(List<Frame> frames) throws IOException {
        boolean done = false;
        try {
            append(segment(), frames);
            done = true;
        } finally {
            if (!done) {
                close(); // after a failed fsync only another file can be trusted; what is in this one past the end is
                // never read
            }
        }
    }

    private FileChannel segment() throws IOException {
        FileChannel current = file;
        if (current != null && end - base < segmentBytes) {
            return current;
        }
        close();
        base = end;
        FileChannel next = segments.create(base);
        file = next;
        append(next, List.of(new Frame(NO_DELIVERY, recent.toBytes())));
        return next;
    }

    private void append(FileChannel to, List<Frame> frames) throws IOException {
        ByteBuffer[] buffers = new ByteBuffer[2 * frames.size()];
        long begun = end;
        long total = 0;
        for (int i = 0; i < frames.size(); i++) {
            buffers[2 * i] = frames.get(i).header();
            buffers[2 * i + 1] = frames.get(i).payload().duplicate();
            total += frames.get(i).bytes();
        }
        for (long written = 0; written < total; ) {
            written += to.write(buffers);
        }
        to.force(false);
        end = begun + total;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
