package cloud.kuryzhev.rbacguard.usage.journal;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import cloud.kuryzhev.rbacguard.usage.AuditSource;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.store.AlikeLines;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import cloud.kuryzhev.rbacguard.usage.store.InFlight;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Moves a journal's deliveries into a store, each exactly once: the position in the journal is committed with them. */
public final class JournalSource implements AuditSource {

    private static final int BATCH_LINES = 100_000;

    private final String source;
    private final Journal journal;
    private final UsageStore store;
    private final Presence presence;
    private final AuditLineReader reader = new AuditLineReader(Integer.MAX_VALUE);
    private final AlikeLines alike;
    private final InFlight inFlight = new InFlight();
    private @Nullable JournalReader deliveries;
    private boolean resting;
    private long committed;
    private volatile AuditProgress progress = AuditProgress.NONE;

    private JournalSource(String source, Journal journal, UsageStore store, Presence presence, Clock clock) {
        this.source = source;
        this.journal = journal;
        this.store = store;
        this.presence = presence;
        this.alike = new AlikeLines(clock);
    }

    /**
     * Opens the journal in {@code directory}.
     *
     * @param source its name in the store; replicas, each with a journal of its own, share it
     * @param patience how long senders keep trying: if nobody was there for longer, there is a gap
     * @throws IOException if another process has the journal, or it cannot be read
     */
    public static JournalSource open(
            String source, Path directory, Journal.Options options, Duration patience, UsageStore store, Clock clock)
            throws IOException {
        Presence presence = new Presence(directory.resolve("present"), clock);
        Optional<GapCause> gap = presence.wasAway(patience) ? Optional.of(GapCause.RECEIVER_AWAY) : Optional.empty();
        Journal journal = Journal.open(directory, options, id -> position(store, source, id), gap);
        return new JournalSource(source, journal, store, presence, clock);
    }

    /** Where deliveries go. */
    public Journal journal() {
        return journal;
    }

    private static OptionalLong position(UsageStore store, String source, String journal) {
        return store.checkpoint(name(source, journal))
                .map(checkpoint -> OptionalLong.of(Long.parseLong(checkpoint.position())))
                .orElse(OptionalLong.empty());
    }

    private static String name(String source, String journal) {
        return source + " " + journal;
    }

    @Override
    public boolean poll() throws IOException {
        boolean done = false;
        presence.sign();
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
            current = new JournalReader(
                    journal, position(store, source, journal.id()).orElse(0));
            progress = progress.begun(store.lines(source));
            deliveries = current;
        }
        return current;
    }

    private boolean pollOnce(JournalReader from) throws IOException {
        if (resting) {
            resting = false; // many small commits cost more than a few, and this one was small
            return false;
        }
        long before = from.position();
        Batch batch = new Batch(from.passGap());
        for (int lines = 0; lines < BATCH_LINES; lines = count(batch)) {
            Optional<Frame> delivery = from.next();
            if (delivery.isEmpty()) {
                break;
            }
            StoredLines.read(delivery.get().payload(), reader, line -> alike.add(line, batch), batch::add);
        }
        settle();
        if (batch.isEmpty() && batch.gap().isEmpty() && from.position() == before) {
            return false;
        }
        // The source has the lines and the coverage, whatever journal they came by; the position is the journal's.
        Checkpoint position = new Checkpoint(name(source, journal.id()), Long.toString(from.position()));
        long read = from.position();
        long behind = journal.end() - read;
        inFlight.begin(() -> store.commit(List.of(new Checkpoint(source, ""), position), batch), () -> {
            committed = read;
            progress = progress.plus(batch, behind);
        });
        resting = count(batch) < BATCH_LINES;
        if (resting) {
            settle();
        }
        return true;
    }

    private void settle() throws IOException {
        inFlight.settle();
        if (committed > 0) {
            journal.consumed(committed);
        }
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
        inFlight.await();
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
