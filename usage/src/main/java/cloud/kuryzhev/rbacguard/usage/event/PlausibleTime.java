package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Refuses events of another century: one would stretch what the log seems to cover. */
public final class PlausibleTime {

    /** Before Kubernetes' first commit no API server wrote events. */
    private static final Instant EARLIEST = Instant.parse("2014-06-06T00:00:00Z");

    private static final long EARLIEST_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, EARLIEST);

    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final Clock clock;
    private volatile Instant latest = Instant.MIN;
    private volatile long latestMicros = Long.MIN_VALUE;

    /** @param clock tells what is the future */
    public PlausibleTime(Clock clock) {
        this.clock = clock;
    }

    /** The same line, or {@link Reason#IMPLAUSIBLE_TIME}. */
    public AuditLine check(AuditLine line) {
        return line instanceof AuditLine.Event(var event) && !allows(event.at())
                ? new Malformed(Reason.IMPLAUSIBLE_TIME)
                : line;
    }

    /** Whether an event may have happened then. */
    public boolean allows(Instant at) {
        if (at.isAfter(latest)) {
            latest = clock.instant().plus(CLOCK_SKEW); // asked once, the clock has said enough about all before
        }
        return !at.isBefore(EARLIEST) && !at.isAfter(latest);
    }

    /** Whether an event may have happened so many microseconds after 1970 UTC. */
    public boolean allows(long micros) {
        if (micros > latestMicros) {
            latestMicros =
                    ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().plus(CLOCK_SKEW));
        }
        return micros >= EARLIEST_MICROS && micros <= latestMicros;
    }
}
