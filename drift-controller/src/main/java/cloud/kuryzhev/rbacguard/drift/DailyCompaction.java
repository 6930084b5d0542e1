package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.repeated.Repeated;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Drops counts by day that have grown old, at each start and once a day, on the leader only. */
@Component
final class DailyCompaction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DailyCompaction.class);

    /** How often the date is looked at. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final UsageStore store;
    private final Leadership leadership;
    private final Clock clock;
    private final Repeated looking;
    private LocalDate done = LocalDate.MIN;

    DailyCompaction(UsageStore store, Leadership leadership, Clock clock) {
        this.store = store;
        this.leadership = leadership;
        this.clock = clock;
        this.looking = Repeated.start("compaction", this::look);
    }

    @Override
    public void close() {
        looking.close();
    }

    private Duration look() {
        if (leadership.leading()) {
            done = compact(store, done, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        }
        return PERIOD;
    }

    /** When it was done last: {@code today}, if it was not yet, and could be. */
    static LocalDate compact(UsageStore store, LocalDate done, LocalDate today) {
        if (!today.isAfter(done)) {
            return done;
        }
        try {
            long dropped = store.compact(today);
            LOG.info("{} counts by day were too old to be kept", dropped);
            return today;
        } catch (UsageStoreException e) {
            LOG.warn("old counts by day could not be dropped, trying again: {}", e.getMessage());
            return done;
        }
    }
}
