package cloud.kuryzhev.rbacguard.usage.journal;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import cloud.kuryzhev.rbacguard.usage.AuditSource;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves a journal's deliveries into a store, each exactly once: the position in the journal is committed with them. */
public final class JournalSource implements AuditSource {

    private static final int BATCH_LINES = 20_000;

    private final String source;
    private final Journal journal;
    private final UsageStore store;
    private final AuditLineReader reader = new AuditLineReader(Integer.MAX_VALUE);
    private @Nullable JournalReader deliveries;
    private volatile AuditProgress progress = AuditProgress.NONE;

    /**
     * @param source its name in the store
     * @param journal closed with the source
     */
    public JournalSource(String source, Journal journal, UsageStore store) {
        this.source = source;
        this.journal = journal;
        this.store = store;
    }

    /** Up to where {@code source} is in the store, for {@link Journal#open}. */
    public static long position(UsageStore store, String source) {
        return store.checkpoint(source)
                .map(checkpoint -> Long.parseLong(checkpoint.position()))
                .orElse(0L);
    }

    @Override
    public boolean poll() throws IOException {
        boolean done = false;
        try {
            boolean read = pollOnce(reading());
            done = true;
            return read;
        } finally {
            if (!done) {
                stopReading(); // the store knows how far it got, if the commit came through after all
            }
        }
    }

    private JournalReader reading() {
        JournalReader current = deliveries;
        if (current == null) {
            current = new JournalReader(journal, position(store, source));
            progress = progress.begun(store.lines(source));
            deliveries = current;
        }
        return current;
    }

    private boolean pollOnce(JournalReader from) throws IOException {
        long before = from.position();
        Batch batch = new Batch(from.passGap());
        for (int lines = 0; lines < BATCH_LINES; lines = count(batch)) {
            Optional<Frame> delivery = from.next();
            if (delivery.isEmpty()) {
                break;
            }
            StoredLines.read(delivery.get().payload(), reader, batch::add);
        }
        if (batch.isEmpty() && !batch.afterGap() && from.position() == before) {
            return false;
        }
        store.commit(new Checkpoint(source, Long.toString(from.position())), batch);
        journal.consumed(from.position());
        progress = progress.plus(batch, journal.end() - from.position());
        return true;
    }

    private static int count(Batch batch) {
        return (int) Math.min(
                BATCH_LINES,
                batch.lines().values().stream().mapToLong(Long::longValue).sum());
    }

    @Override
    public AuditProgress progress() {
        return progress;
    }

    private void stopReading() throws IOException {
        JournalReader open = deliveries;
        deliveries = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        stopReading();
        journal.close();
    }
}
