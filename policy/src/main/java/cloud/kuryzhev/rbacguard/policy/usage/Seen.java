package cloud.kuryzhev.rbacguard.policy.usage;

import java.time.Instant;

/**
 * How often and when something was seen.
 *
 * @param count at least 1
 */
public record Seen(Instant first, Instant last, long count) {

    /** Seen once. */
    public static Seen once(Instant at) {
        return new Seen(at, at, 1);
    }

    /** Both together. */
    public Seen plus(Seen other) {
        return new Seen(
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                count + other.count);
    }
}
