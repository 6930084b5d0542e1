package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Runs a cycle at every change, when a decision ends, at least once in the configured time, and soon again after one that failed; on the leader only. */
@Component
final class CycleLoop implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CycleLoop.class);
    private static final Duration FLURRY = Duration.ofMillis(100);
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Trigger trigger;
    private final Leadership leadership;
    private final ClusterCache cache;
    private final PolicySource policies;
    private final Cycle cycle;
    private final DriftMetrics metrics;
    private final Duration period;
    private final Clock clock;
    private final Thread thread;
    private boolean prepared; // the thread's own
    private volatile Optional<String> failure = Optional.empty();
    private volatile Duration lastTook = Duration.ZERO;
    private volatile Optional<Instant> lastEnded = Optional.empty();

    CycleLoop(
            Trigger trigger,
            Leadership leadership,
            ClusterCache cache,
            PolicySource policies,
            Cycle cycle,
            DriftMetrics metrics,
            DriftProperties properties,
            Clock clock) {
        this.clock = clock;
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

    /** When the last cycle ended that did not fail, of this replica. */
    Optional<Instant> lastEnded() {
        return lastEnded;
    }

    /** How long the last cycle took. */
    Duration lastTook() {
        return lastTook;
    }

    private Duration rest(Optional<Instant> due) {
        Duration rest = due.map(it -> Duration.between(clock.instant(), it).plus(A_MOMENT))
                .orElse(period);
        return rest.compareTo(period) < 0 ? rest : period;
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
                longest = tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** While a large cluster is being listed there is time for it. */
    private void prepare() {
        if (!prepared) {
            cycle.prepare();
            prepared = true;
        }
    }

    /** Answers how long the next cycle may wait. */
    private Duration tick() {
        if (!leadership.leading()) {
            return AFTER_FAILURE;
        }
        try {
            if (!cache.hasSynced() || !policies.hasSynced()) {
                prepare();
                return AFTER_FAILURE;
            }
            long started = System.nanoTime();
            Cycle.Outcome outcome = cycle.run();
            lastTook = Duration.ofNanos(System.nanoTime() - started);
            lastEnded = Optional.of(clock.instant());
            metrics.cycleTook(lastTook);
            failure = Optional.empty();
            return outcome.complete() ? rest(outcome.due()) : AFTER_FAILURE;
        } catch (Exception e) {
            if (Thread.currentThread().isInterrupted()) {
                return AFTER_FAILURE; // the service is ending, and this is how the client says so
            }
            LOG.error("the cycle failed; the next is in {} s", AFTER_FAILURE.toSeconds(), e);
            failure = Optional.of(String.valueOf(e.getMessage()));
            metrics.cycleFailed();
            return AFTER_FAILURE;
        }
    }
}
