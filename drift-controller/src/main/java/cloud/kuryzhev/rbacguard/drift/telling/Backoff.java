package cloud.kuryzhev.rbacguard.drift.telling;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to leave a sink alone: from one second, doubled with each failure up to five minutes, and up to half less by chance. */
record Backoff(RandomGenerator random) {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();

    /** @param failures in a row, 1 or more */
    Duration after(int failures) {
        long whole = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 20));
        return Duration.ofMillis((long) (whole * (1 - random.nextDouble() / 2)));
    }
}
