package cloud.kuryzhev.rbacguard.testbed;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other processes bring about. */
final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    private Eventually() {}

    /** Whether {@code condition} holds within twenty seconds. */
    static boolean holds(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }
}
