package cloud.kuryzhev.rbacguard.policy.usage;

import java.time.Duration;
import java.time.Instant;

/**
 * The gapless time for which audit events were read, by the events' own clock.
 *
 * @param from the first event's time
 * @param to the last event's time
 * @param events how many were read between
 */
public record Coverage(Instant from, Instant to, long events) {

    /** Nothing was read. */
    public static final Coverage NONE = new Coverage(Instant.EPOCH, Instant.EPOCH, 0);

    /** How long it lasts; zero if nothing was read. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
