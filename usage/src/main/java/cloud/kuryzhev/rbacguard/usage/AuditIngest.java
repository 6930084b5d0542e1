package cloud.kuryzhev.rbacguard.usage;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls one source on a virtual thread for as long as it is open, and stays alive whatever fails. */
public final class AuditIngest implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditIngest.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final AuditSource source;
    private final Runnable onCommitted;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<String> error = Optional.empty();

    private AuditIngest(AuditSource source, Runnable onCommitted) {
        this.source = source;
        this.onCommitted = onCommitted;
        this.thread = Thread.ofVirtual().name("audit-ingest").unstarted(this::run);
    }

    /**
     * Starts ingesting.
     *
     * @param source closed with the ingest, and used by nobody else
     * @param onCommitted runs after each commit, on the ingesting thread
     */
    public static AuditIngest start(AuditSource source, Runnable onCommitted) {
        AuditIngest ingest = new AuditIngest(source, onCommitted);
        ingest.thread.start();
        return ingest;
    }

    /** How it is doing; for any thread. */
    public AuditProgress progress() {
        return source.progress().withError(error);
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration tick() {
        try {
            boolean committed = source.poll();
            recovered();
            if (committed) {
                onCommitted.run();
            }
            return committed ? Duration.ZERO : IDLE;
        } catch (Exception e) {
            failed(e);
            return AFTER_FAILURE;
        }
    }

    private void recovered() {
        if (error.isPresent()) {
            LOG.info("audit events are being read again");
            error = Optional.empty();
        }
    }

    private void failed(Exception e) {
        Optional<String> now = Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
        if (!now.equals(error)) {
            LOG.warn("audit events wait, nothing is lost, retrying every {} s", AFTER_FAILURE.toSeconds(), e);
        }
        error = now;
    }

    /** Ends after the batch being read. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
