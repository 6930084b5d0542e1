package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.usage.store.StoreState;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Has a cycle run soon after a subject was seen to use something for the first time. Looks every five seconds, and less often where cycles
 * take long, so that they never take more than a tenth of the time.
 */
@Component
final class UsageWatch implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(UsageWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final int SHARE = 10;

    private final UsageStore store;
    private final Trigger trigger;
    private final CycleLoop cycles;
    private final CoverageMetrics metrics;
    private final Thread thread;
    private long known = -1;

    UsageWatch(UsageStore store, Trigger trigger, CycleLoop cycles, CoverageMetrics metrics) {
        this.store = store;
        this.trigger = trigger;
        this.cycles = cycles;
        this.metrics = metrics;
        this.thread = Thread.ofVirtual().name("usage-watch").start(this::run);
    }

    @Override
    public void destroy() throws InterruptedException {
        thread.interrupt();
        thread.join(PERIOD);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(pause(cycles.lastTook()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Duration pause(Duration cycle) {
        Duration share = cycle.multipliedBy(SHARE);
        return share.compareTo(PERIOD) > 0 ? share : PERIOD;
    }

    private void look() {
        try {
            StoreState now = store.state();
            metrics.looked(now);
            if (known >= 0 && now.permissions() != known) {
                trigger.pull();
            }
            known = now.permissions();
        } catch (UsageStoreException e) {
            LOG.debug("the usage store cannot be looked into now", e); // reading and writing it say so themselves
        }
    }
}
