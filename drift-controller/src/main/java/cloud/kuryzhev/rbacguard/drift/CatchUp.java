package cloud.kuryzhev.rbacguard.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells how a long way through an audit log goes on, every ten seconds. */
final class CatchUp {

    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final long MIB = 1 << 20;
    private static final long LONG_WAY = 16 * MIB;

    private long wayInBytes;
    private Instant began = Instant.MIN;
    private Instant next = Instant.MIN;

    /** What to say now, if anything. */
    Optional<String> tell(long bytesBehind, Instant now) {
        if (wayInBytes == 0 && bytesBehind < LONG_WAY) {
            return Optional.empty();
        }
        began = wayInBytes == 0 ? now : began;
        wayInBytes = Math.max(wayInBytes, bytesBehind);
        if (bytesBehind == 0) {
            wayInBytes = 0;
            return Optional.of("the audit log is read to its end");
        }
        if (now.isBefore(next)) {
            return Optional.empty();
        }
        next = now.plus(PERIOD);
        return Optional.of("reading the audit log: %d %%, %d MiB to go%s"
                .formatted(100 * (wayInBytes - bytesBehind) / wayInBytes, bytesBehind / MIB, left(bytesBehind, now)));
    }

    /** At the speed so far. */
    private String left(long bytesBehind, Instant now) {
        long read = wayInBytes - bytesBehind;
        double seconds = Duration.between(began, now).toMillis() / 1000.0;
        return read == 0 ? "" : ", done in about %.0f min".formatted(Math.ceil(seconds * bytesBehind / read / 60));
    }
}
