package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.repeated.Repeated;
import cloud.kuryzhev.rbacguard.usage.store.StoreState;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has a cycle run soon after a subject was seen to use something for the first time. Looks every five seconds, and less often where cycles
 * take long, so that they never take more than a tenth of the time.
 */
@Component
final class UsageWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UsageWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final int SHARE = 10;

    private final UsageStore store;
    private final Trigger trigger;
    private final CycleLoop cycles;
    private final CoverageMetrics metrics;
    private final Repeated looking;
    private long known = -1;

    UsageWatch(UsageStore store, Trigger trigger, CycleLoop cycles, CoverageMetrics metrics) {
        this.store = store;
        this.trigger = trigger;
        this.cycles = cycles;
        this.metrics = metrics;
        this.looking = Repeated.start("usage-watch", this::step);
    }

    @Override
    public void close() {
        looking.close();
    }

    private Duration step() {
        look();
        return pause(cycles.lastTook());
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
