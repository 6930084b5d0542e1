package cloud.kuryzhev.rbacguard.policy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    private static final Coverage DAY = new Coverage(FROM, FROM.plus(Duration.ofDays(1)), 5);

    @Test
    void itLastsFromItsFirstEventToItsLast() {
        assertThat(DAY.length()).isEqualTo(Duration.ofDays(1));
        assertThat(Coverage.NONE.length()).isZero();
    }

    @Test
    void aSourceHasAGapBetweenAnyTwoTimes() {
        var first = new Heard(DAY, "");
        assertThat(new SourceCoverage("a", List.of()).gaps()).isZero();
        assertThat(new SourceCoverage("a", List.of(first)).gaps()).isZero();
        assertThat(new SourceCoverage("a", List.of(first, new Heard(DAY, "cut"), new Heard(DAY, "cut"))).gaps())
                .isEqualTo(2);
    }

    @Test
    void ofASourceThatIsToldTwiceTheFirstTellingCounts() {
        var one = new SourceCoverage("a", List.of(new Heard(DAY, "")));
        var another = new SourceCoverage("a", List.of(new Heard(new Coverage(FROM, FROM, 1), "")));

        assertThat(GaplessCoverage.of(List.of(one, another), Set.of("a"))).isEqualTo(DAY);
    }
}
