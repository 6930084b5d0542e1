package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsageWatchTest {

    @Test
    void shortCyclesMayRunEveryFiveSecondsAndLongOnesTakeATenthOfTheTime() {
        assertThat(UsageWatch.pause(Duration.ofMillis(100))).isEqualTo(Duration.ofSeconds(5));
        assertThat(UsageWatch.pause(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(30));
    }
}
