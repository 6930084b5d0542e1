package cloud.kuryzhev.rbacguard.drift;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the cycle when something has changed; many changes at once wake it once. */
final class Trigger {

    private final Semaphore changes = new Semaphore(0);

    /** Something has changed. */
    void pull() {
        changes.release();
    }

    /** Waits for a change, then until the flurry is over; or for {@code longest}. */
    void await(Duration longest, Duration flurry) throws InterruptedException {
        if (changes.tryAcquire(Math.max(0, longest.toMillis()), TimeUnit.MILLISECONDS)) {
            Thread.sleep(flurry);
            changes.drainPermits();
        }
    }
}
