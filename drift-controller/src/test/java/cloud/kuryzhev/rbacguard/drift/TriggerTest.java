package cloud.kuryzhev.rbacguard.drift;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each would wait for a day if the trigger were wrong. */
@Timeout(20)
class TriggerTest {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final Trigger trigger = new Trigger();

    @Test
    void aChangeBeforeTheWaitIsNotMissed() throws InterruptedException {
        trigger.pull();

        trigger.await(A_DAY, A_MOMENT);
    }

    @Test
    void withoutAChangeTheWaitEnds() throws InterruptedException {
        trigger.await(A_MOMENT, A_DAY);
    }

    @Test
    void aFlurryWakesOnce() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            trigger.pull();
        }
        trigger.await(A_DAY, A_MOMENT);

        trigger.await(A_MOMENT, A_DAY);
    }
}
