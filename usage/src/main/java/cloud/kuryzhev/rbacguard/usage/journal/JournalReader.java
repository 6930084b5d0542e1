package cloud.kuryzhev.rbacguard.usage.journal;

import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads deliveries in order, up to the last durable one. One thread. */
final class JournalReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    private final Journal journal;
    private long position;
    private long base = -1;
    private @Nullable FileChannel file;
    private long next;
    private Optional<GapCause> gap;

    JournalReader(Journal journal, long position) {
        this.journal = journal;
        this.position = position;
        this.next = position;
        this.gap = journal.lost();
    }

    /** The next delivery; empty if there is none yet, or there is a {@link #gap} before it. */
    Optional<Frame> next() throws IOException {
        while (position < journal.end() && gap.isEmpty()) {
            Optional<Long> holder = journal.segments().holding(position);
            if (holder.isEmpty()) {
                skipTo(journal.segments().bases().first());
                continue;
            }
            Optional<Frame> frame = read(holder.get());
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }

    private Optional<Frame> read(long segment) throws IOException {
        boolean first = position == segment;
        long limit = journal.segments().after(segment).orElse(journal.end());
        Optional<Frame> frame = Frame.read(open(segment), position - segment, limit - segment);
        if (frame.isEmpty()) {
            skipTo(limit);
            return frame;
        }
        position += frame.get().bytes();
        next = position;
        return first ? Optional.empty() : frame;
    }

    /** The position stays until the gap is told of: were it committed before, a kill could make the gap unknown. */
    private void skipTo(long after) {
        LOG.warn("the journal is damaged: {} bytes are lost, coverage starts anew", after - position);
        gap = Optional.of(GapCause.JOURNAL_DAMAGED);
        next = after;
    }

    private FileChannel open(long segment) throws IOException {
        FileChannel current = file;
        if (current != null && base == segment) {
            return current;
        }
        close();
        try {
            FileChannel opened = FileChannel.open(journal.segments().file(segment));
            file = opened;
            base = segment;
            return opened;
        } catch (NoSuchFileException e) {
            throw new IOException("somebody else removed a segment of the journal: " + e.getMessage(), e);
        }
    }

    /** Just after the last delivery that was read. */
    long position() {
        return position;
    }

    /** Why deliveries may be missing before the next one; asking passes over them. */
    Optional<GapCause> passGap() {
        Optional<GapCause> passed = gap;
        gap = Optional.empty();
        position = next;
        return passed;
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
