package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Runs a cycle at every change, at least once in the configured time, and soon again after one that failed; on the leader only. */
@Component
final class CycleLoop implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CycleLoop.class);
    private static final Duration FLURRY = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Trigger trigger;
    private final Leadership leadership;
    private final ClusterCache cache;
    private final PolicySource policies;
    private final Cycle cycle;
    private final DriftMetrics metrics;
    private final Duration period;
    private final Thread thread;
    private volatile Optional<String> failure = Optional.empty();
    private volatile Duration lastTook = Duration.ZERO;

    CycleLoop(
            Trigger trigger,
            Leadership leadership,
            ClusterCache cache,
            PolicySource policies,
            Cycle cycle,
            DriftMetrics metrics,
            DriftProperties properties) {
        this.trigger = trigger;
        this.leadership = leadership;
        this.cache = cache;
        this.policies = policies;
        this.cycle = cycle;
        this.metrics = metrics;
        this.period = properties.cycle();
        this.thread = Thread.ofVirtual().name("cycle").start(this::run);
    }

    /** Why the last cycle failed, if it did. */
    Optional<String> failure() {
        return failure;
    }

    /** How long the last cycle took. */
    Duration lastTook() {
        return lastTook;
    }

    @Override
    public void destroy() throws InterruptedException {
        thread.interrupt();
        thread.join(AFTER_FAILURE);
    }

    private void run() {
        try {
            Duration longest = Duration.ZERO;
            while (!Thread.currentThread().isInterrupted()) {
                trigger.await(longest, FLURRY);
                longest = tick() ? period : AFTER_FAILURE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the next regular cycle is soon enough. */
    private boolean tick() {
        if (!leadership.leading() || !cache.hasSynced() || !policies.hasSynced()) {
            return false;
        }
        long started = System.nanoTime();
        try {
            boolean complete = cycle.run();
            lastTook = Duration.ofNanos(System.nanoTime() - started);
            metrics.cycleTook(lastTook);
            failure = Optional.empty();
            return complete;
        } catch (Exception e) {
            if (Thread.currentThread().isInterrupted()) {
                return false; // the service is ending, and this is how the client says so
            }
            LOG.error("the cycle failed; the next is in {} s", AFTER_FAILURE.toSeconds(), e);
            failure = Optional.of(String.valueOf(e.getMessage()));
            metrics.cycleFailed();
            return false;
        }
    }
}
