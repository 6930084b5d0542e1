package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronPeriodTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */5 * * * *        | PT5M
                    0 * * * *          | PT1H
                    30 3 * * *         | PT24H
                    0 0,6 * * *        | PT18H
                    0 9-17 * * 1-5     | PT64H
                    0 0 * * 0          | PT168H
                    0 0 * * SUN        | PT168H
                    0 0 1 * *          | PT744H
                    0 0 1 1 *          | PT8784H
                    * * * 1 *          | PT8040H1M
                    0 0 29 2 *         | PT35064H
                    0 0 1,15 * MON     | PT168H
                    0 0 1 * 7          | PT168H
                    0 0 31 * ?         | PT1464H
                    @hourly            | PT1H
                    @weekly            | PT168H
                    @monthly           | PT744H
                    @every 1h30m       | PT1H30M
                    @every 90s         | PT1M30S
                    """)
    void itIsTheLongestTimeBetweenTwoRuns(String schedule, Duration period) {
        assertThat(CronPeriod.longest(schedule)).hasValue(period);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0 0 30 2 *", "61 * * * *", "* * * *", "0 0 0 * * *", "@never", "@every ", "@every 0s", "ä"})
    void whatIsNoScheduleOrNeverComesHasNone(String schedule) {
        assertThat(CronPeriod.longest(schedule)).isEmpty();
    }
}
