package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.changes.RecentDeltas;
import cloud.kuryzhev.rbacguard.drift.repeated.Repeated;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has a cycle run when the audit log says who changed something, or when it was waited for that in vain. */
@Component
final class ChangeWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    /** So that cycles for its sake never take more than a fifth of the time. */
    private static final int SHARE = 5;

    private final UsageStore store;
    private final RecentDeltas deltas;
    private final Leadership leadership;
    private final Trigger trigger;
    private final CycleLoop cycles;
    private final Repeated looking;

    ChangeWatch(UsageStore store, RecentDeltas deltas, Leadership leadership, Trigger trigger, CycleLoop cycles) {
        this.store = store;
        this.deltas = deltas;
        this.leadership = leadership;
        this.trigger = trigger;
        this.cycles = cycles;
        this.looking = Repeated.start("change-watch", this::step);
    }

    @Override
    public void close() {
        looking.close();
    }

    private Duration step() {
        if (leadership.leading() && isDue()) {
            trigger.pull();
            Duration share = cycles.lastTook().multipliedBy(SHARE);
            return share.compareTo(PERIOD) > 0 ? share : PERIOD;
        }
        return PERIOD;
    }

    private boolean isDue() {
        try {
            return deltas.isDue() || store.untold() > 0;
        } catch (UsageStoreException e) {
            LOG.debug("the usage store cannot be looked into now", e); // reading and writing it say so themselves
            return false;
        }
    }
}
