package cloud.kuryzhev.rbacguard.drift.intake;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports on which audit events are pushed. Certificates that are renewed in place are taken up within a minute. */
public final class IntakeServers implements AutoCloseable {

    /** One port. */
    record Listener(int port, ServerTls tls, Map<String, IntakeServlet> servlets) {}

    private static final Logger LOG = LoggerFactory.getLogger(IntakeServers.class);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final List<Running> running = new ArrayList<>();
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("intake-tls").factory());

    private static final class Running {
        private final Listener listener;
        private final IntakeServer server;
        private String shown;

        Running(Listener listener) {
            this.listener = listener;
            this.shown = listener.tls().content();
            this.server = IntakeServer.start(listener.port(), listener.tls().read(), Map.copyOf(listener.servlets()));
        }

        void renew() {
            String now = listener.tls().content();
            if (!now.equals(shown)) {
                server.renew(listener.tls().read());
                shown = now;
                LOG.info("port {} shows another certificate from now on", server.port());
            }
        }
    }

    private IntakeServers() {}

    static IntakeServers start(List<Listener> listeners) {
        IntakeServers all = new IntakeServers();
        listeners.forEach(listener -> all.running.add(new Running(listener)));
        var _ = all.renewal.scheduleWithFixedDelay(all::renew, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return all;
    }

    /** Looks whether files have changed. Half of a change is an error, and waits for the other half. */
    void renew() {
        for (Running one : running) {
            try {
                one.renew();
            } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
                LOG.warn("a new certificate cannot be used, the old one stays: {}", e.toString());
            }
        }
    }

    /** Of the listener of this number. */
    int port(int listener) {
        return running.get(listener).server.port();
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        running.forEach(one -> one.server.close());
    }
}
