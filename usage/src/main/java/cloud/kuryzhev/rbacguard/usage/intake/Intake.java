package cloud.kuryzhev.rbacguard.usage.intake;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.envelope.TooManyBytes;
import cloud.kuryzhev.rbacguard.usage.intake.Sender.Delivery;
import cloud.kuryzhev.rbacguard.usage.journal.Journal;
import cloud.kuryzhev.rbacguard.usage.journal.StoredLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries of one kind of sender into a journal. For any thread. In this order:
 *
 * <ol>
 *   <li>At most so many at once are read; others wait.
 *   <li>The body is read as it comes: bounded in length, unpacked length and time.
 *   <li>What came before is only acknowledged.
 *   <li>While too much of the journal is unread, the answer waits; at the end of patience it is {@link Answer.Busy}.
 *   <li>It is appended, and once durable, acknowledged.
 * </ol>
 */
public final class Intake {

    /**
     * Bounds.
     *
     * @param maxBytes of one body, packed and unpacked
     * @param atOnce so many bodies are in memory
     * @param patience how long an answer may take; less than the sender waits for it
     */
    public record Options(long maxBytes, int atOnce, Duration patience) {
        /** 64 MiB, 16 at once; kube-apiserver waits 30 s. */
        public static final Options DEFAULT = new Options(1 << 26, 16, Duration.ofSeconds(20));
    }

    /**
     * An answer, and the name of what it is about.
     *
     * @param delivery what the sender calls the delivery; empty if it has no name, or was not read
     */
    public record Reply(Answer answer, String delivery) {}

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Sender sender;
    private final AuditRecords records;
    private final Journal journal;
    private final Options options;
    private final InstantSource clock;
    private final Semaphore places;

    /** @param clock measures patience */
    public Intake(Sender sender, AuditRecords records, Journal journal, Options options, InstantSource clock) {
        this.sender = sender;
        this.records = records;
        this.journal = journal;
        this.options = options;
        this.clock = clock;
        this.places = new Semaphore(options.atOnce(), true);
    }

    /** Takes one body; returns when its fate is known. */
    public Reply take(InputStream body) throws InterruptedException {
        Instant deadline = clock.instant().plus(options.patience());
        if (!places.tryAcquire(options.patience().toMillis(), TimeUnit.MILLISECONDS)) {
            return new Reply(new Answer.Busy(), "");
        }
        try {
            return read(new Body(body, options.maxBytes(), clock, deadline), deadline);
        } finally {
            places.release();
        }
    }

    private Reply read(Body body, Instant deadline) throws InterruptedException {
        StoredLines lines = new StoredLines(options.maxBytes());
        try {
            Delivery delivery = sender.read(body, records, options.maxBytes(), lines::add);
            return new Reply(
                    delivery.readable() ? keep(delivery, lines, deadline) : new Answer.Unreadable(), delivery.name());
        } catch (IOException e) {
            return new Reply(refusal(e), "");
        } catch (UncheckedIOException e) {
            return new Reply(refusal(e.getCause()), "");
        }
    }

    private static Answer refusal(@Nullable IOException e) {
        return switch (e) {
            case TooManyBytes _ -> new Answer.TooLarge();
            case SocketTimeoutException _ -> new Answer.TooSlow();
            case null, default -> new Answer.Unreadable();
        };
    }

    private Answer keep(Delivery delivery, StoredLines lines, Instant deadline) throws InterruptedException {
        if (lines.isEmpty()) {
            return new Answer.Known();
        }
        if (!journal.knows(delivery.id()) && !journal.awaitRoom(Duration.between(clock.instant(), deadline))) {
            return new Answer.Busy();
        }
        try {
            return journal.append(delivery.id(), lines.toBytes()) ? new Answer.Stored() : new Answer.Known();
        } catch (IOException e) {
            LOG.warn("audit events are refused for now, their senders keep them", e);
            return new Answer.Unavailable();
        }
    }
}
