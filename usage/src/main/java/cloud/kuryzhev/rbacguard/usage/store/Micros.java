package cloud.kuryzhev.rbacguard.usage.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the store writes them: microseconds since 1970 UTC, the precision of {@code meta/v1} {@code MicroTime}. */
final class Micros {

    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
