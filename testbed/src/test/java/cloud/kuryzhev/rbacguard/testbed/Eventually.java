package cloud.kuryzhev.rbacguard.testbed;

import java.time.Duration;

/** Waits for what other processes bring about. */
final class Eventually {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(50);

    /** What is waited for. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    private Eventually() {}

    /** Whether {@code condition} holds within twenty seconds. */
    static boolean holds(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }
}
