package cloud.kuryzhev.rbacguard.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How many are judged at once: with more, all would wait longer. Whoever cannot be let in soon is told so while the API server, which
 * gives up after three seconds, still listens.
 */
@Component
class Crowd {

    private static final int AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /** Whether there was a place in time; whoever got one must {@link #leave}. */
    boolean enter() {
        try {
            return places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        places.release();
    }
}
