package cloud.kuryzhev.rbacguard.pages.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.timeline.HeardDays.Missed;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void theBusiestDayIsAsHighAsTheChartAndOneRequestCanBeSeen() {
        Timeline timeline = of(day(TODAY, 10_000, 5_000), day(TODAY.minusDays(89), 1, 1));
        assertThat(timeline.bars())
                .extracting(Timeline.Bar::x, Timeline.Bar::height, Timeline.Bar::denied, Timeline.Bar::y)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(713L, 96L, 48L, 0L),
                        org.assertj.core.groups.Tuple.tuple(1L, 2L, 2L, 94L));
    }

    @Test
    void olderDaysAreInTheNumbersAndNotInTheChart() {
        Timeline timeline = of(day(TODAY.minusDays(90), 7, 0), day(TODAY.minusDays(1), 3, 2));
        assertThat(timeline.bars()).hasSize(1);
        assertThat(timeline.requests()).isEqualTo(3);
        assertThat(timeline.denied()).isEqualTo(2);
        assertThat(timeline.active()).isEqualTo(1);
        assertThat(timeline.most()).isEqualTo(3);
        assertThat(timeline.newestFirst())
                .extracting(DayOfUse::day)
                .containsExactly(TODAY.minusDays(1), TODAY.minusDays(90));
    }

    @Test
    void numbersThatNobodyCountedDrawNothingBeyondTheChart() {
        Timeline timeline = of(day(TODAY, -5, Long.MAX_VALUE), day(TODAY.plusDays(1), 9, 0));
        assertThat(timeline.bars()).singleElement().satisfies(bar -> {
            assertThat(bar.height()).isZero();
            assertThat(bar.denied()).isEqualTo(Timeline.HEIGHT);
        });
    }

    @Test
    void missedDaysAreHatchedAndNamedAndMonthsAreMarked() {
        LocalDate first = LocalDate.of(2026, 8, 25);
        var timeline =
                new Timeline("User jane", "user:jane", List.of(), TODAY, List.of(new Missed(first, first.plusDays(1))));
        assertThat(timeline.first()).isEqualTo(first);
        assertThat(timeline.hatching()).isEqualTo("M0 96l8 -96M8 96l8 -96");
        assertThat(timeline.missedDays()).isEqualTo("2026-08-25 to 2026-08-26");
        assertThat(timeline.months()).isEqualTo("M56 96v8M296 96v8M544 96v8");
    }

    private static DayOfUse day(LocalDate date, long requests, long denied) {
        return new DayOfUse(date, requests, denied);
    }

    private static Timeline of(DayOfUse... days) {
        return new Timeline("User jane", "user:jane", List.of(days), TODAY, List.of());
    }
}
