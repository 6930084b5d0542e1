package cloud.kuryzhev.rbacguard.pages.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeardDaysTest {

    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");

    @Test
    void aDayIsHeardWhereNoPartOfItIsMissing() {
        var days = HeardDays.of(
                List.of(source(
                        heard("2026-11-10T00:00:00Z", "2026-11-12T12:00:00Z"),
                        heard("2026-11-12T12:00:01Z", "2026-11-14T00:00:00Z"),
                        heard("2026-11-17T00:00:00Z", "2026-11-22T17:00:00Z"))),
                NOW);
        assertThat(days.missed(LocalDate.of(2026, 11, 8), LocalDate.of(2026, 11, 22)))
                .extracting(HeardDays.Missed::toString)
                .containsExactly("2026-11-08 to 2026-11-09", "2026-11-12", "2026-11-14 to 2026-11-16");
    }

    @Test
    void whatOneOfSeveralSourcesMissedIsMissed() {
        var days = HeardDays.of(
                List.of(
                        source(heard("2026-11-20T00:00:00Z", "2026-11-22T17:00:00Z")),
                        source(heard("2026-11-21T00:00:00Z", "2026-11-22T17:00:00Z"))),
                NOW);
        assertThat(days.isWhole(LocalDate.of(2026, 11, 20))).isFalse();
        assertThat(days.isWhole(LocalDate.of(2026, 11, 21))).isTrue();
    }

    @Test
    void aSourceWithoutAnEventHeardNothing() {
        var days = HeardDays.of(List.of(source(new Heard(Coverage.NONE, ""))), NOW);
        assertThat(days.isWhole(LocalDate.of(2026, 11, 22))).isFalse();
    }

    @Test
    void theDayOnWhichListeningBeganIsNotWhole() {
        var days = HeardDays.since(Instant.parse("2026-11-20T00:00:01Z"), NOW);
        assertThat(days.isWhole(LocalDate.of(2026, 11, 20))).isFalse();
        assertThat(days.isWhole(LocalDate.of(2026, 11, 22))).isTrue();
    }

    private static SourceCoverage source(Heard... heard) {
        return new SourceCoverage("file", List.of(heard));
    }

    private static Heard heard(String from, String to) {
        return new Heard(new Coverage(Instant.parse(from), Instant.parse(to), 9), "");
    }
}
