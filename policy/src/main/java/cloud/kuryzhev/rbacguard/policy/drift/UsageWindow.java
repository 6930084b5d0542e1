package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import java.time.Duration;
import java.time.Instant;

/**
 * The time over which a grant's use can be judged: the younger of the grant and the gapless audit coverage, up to the last event.
 *
 * @param from inclusive
 * @param to inclusive; not before {@code from}
 * @param events of anybody, in the whole coverage
 */
public record UsageWindow(Instant from, Instant to, long events) {

    /** @param youngest when all of the grant was there */
    static UsageWindow of(Coverage coverage, Instant youngest) {
        Instant from = youngest.isAfter(coverage.from()) ? youngest : coverage.from();
        return new UsageWindow(from.isAfter(coverage.to()) ? coverage.to() : from, coverage.to(), coverage.events());
    }

    /** How long it lasts; zero where nothing was heard since the grant was made. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
