package cloud.kuryzhev.rbacguard.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells how a long way through an audit log goes on, every ten seconds. */
final class CatchUp {

    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final long MIB = 1 << 20;
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long LONG_WAY = 16 * MIB;

    private final String source;
    private long wayInBytes;
    private Instant began = Instant.MIN;
    private Instant next = Instant.MIN;

    /** @param source what is read */
    CatchUp(String source) {
        this.source = source;
    }

    /** What to say now, if anything. */
    Optional<String> tell(long bytesBehind, Instant now) {
        if (wayInBytes == 0 && bytesBehind < LONG_WAY) {
            return Optional.empty();
        }
        began = wayInBytes == 0 ? now : began;
        wayInBytes = Math.max(wayInBytes, bytesBehind);
        if (bytesBehind == 0) {
            wayInBytes = 0;
            return Optional.of("audit events of %s: read to the end".formatted(source));
        }
        if (now.isBefore(next)) {
            return Optional.empty();
        }
        next = now.plus(PERIOD);
        return Optional.of("audit events of %s: %d %% of %d MiB read%s"
                .formatted(
                        source,
                        100 * (wayInBytes - bytesBehind) / wayInBytes,
                        wayInBytes / MIB,
                        left(bytesBehind, now)));
    }

    /** At the speed so far. */
    private String left(long bytesBehind, Instant now) {
        long read = wayInBytes - bytesBehind;
        double seconds = Duration.between(began, now).toMillis() / 1000.0;
        return read == 0 ? "" : ", done in about " + roughly(Math.round(Math.ceil(seconds * bytesBehind / read)));
    }

    private static String roughly(long seconds) {
        if (seconds < 2 * MINUTE) {
            return seconds + " s";
        }
        return seconds < 2 * HOUR
                ? seconds / MINUTE + " min"
                : "%d h %d min".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }
}
