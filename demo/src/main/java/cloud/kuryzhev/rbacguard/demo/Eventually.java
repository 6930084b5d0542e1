package cloud.kuryzhev.rbacguard.demo;

import java.time.Duration;
import java.util.Optional;

/** Waits for what a controller will bring about. */
final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** A condition that takes kubectl to know. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /** A value that is not there at first. */
    @FunctionalInterface
    interface Awaited<T> {
        Optional<T> value() throws InterruptedException;
    }

    private Eventually() {}

    static void holds(String what, Condition condition) throws InterruptedException {
        present(what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }

    static <T> T present(String what, Awaited<T> awaited) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<T> value = awaited.value();
            if (value.isPresent()) {
                return value.get();
            }
            Thread.sleep(POLL);
        }
        throw new StoryDiffers("expected within " + LIMIT.toSeconds() + " s: " + what);
    }
}
