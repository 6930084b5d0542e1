package cloud.kuryzhev.rbacguard.pages.overview;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.AccessGap;
import cloud.kuryzhev.rbacguard.pages.overview.ControllerState.Source;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverviewTest {

    private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

    @Test
    void namespacesAreOrderedByTheirWorst() {
        Counts counts = Counts.of(List.of(
                open("b", "LOW", "Group x"),
                open("b", "HIGH", "Group x"),
                open("a", "HIGH", "Group x"),
                open("c", "CRITICAL", "Group x")));

        assertThat(counts.severities()).containsExactly("CRITICAL", "HIGH", "MEDIUM", "LOW");
        assertThat(counts.rows()).extracting(Counts.Row::namespace).containsExactly("c", "b", "a");
        assertThat(counts.totals()).containsExactly(1L, 2L, 0L, 1L);
    }

    @Test
    void ofManyNamespacesTheWorstAreShownAndTheOthersCounted() {
        Counts counts = Counts.of(IntStream.range(0, 20)
                .mapToObj(i -> open("n" + i, "LOW", "Group x"))
                .toList());

        assertThat(counts.rows()).hasSize(15);
        assertThat(counts.more()).isEqualTo(5);
        assertThat(counts.totals()).last().isEqualTo(20L);
    }

    @Test
    void aViolationIsOpenFromWhenItWasSeenUntilItWasResolved() {
        Trend trend = Trend.of(
                List.of(
                        seen(NOW.minus(Duration.ofDays(100)), Optional.empty()),
                        seen(NOW.minus(Duration.ofDays(10)), Optional.of(NOW.minus(Duration.ofDays(5))))),
                NOW);

        assertThat(trend.days()).hasSize(91);
        assertThat(trend.days().getFirst().open()).isEqualTo(1);
        assertThat(trend.days().get(90 - 11).open()).isEqualTo(1);
        assertThat(trend.days().get(90 - 10).open()).isEqualTo(2);
        assertThat(trend.days().get(90 - 6).open()).isEqualTo(2);
        assertThat(trend.days().get(90 - 5).open()).isEqualTo(1);
        assertThat(trend.most()).isEqualTo(2);
        assertThat(trend.points()).startsWith("0,80 ").endsWith("720,80");
        assertThat(trend.weeks()).hasSize(13).last().isEqualTo(trend.days().getLast());
    }

    @Test
    void withoutViolationsTheTrendIsFlat() {
        assertThat(Trend.of(List.of(), NOW).points()).startsWith("0,160").endsWith("720,160");
    }

    @Test
    void theRiskiestIsWhoHasTheWorstThenTheMost() {
        List<Risky> risky = Risky.of(List.of(
                open("a", "HIGH", "ServiceAccount shop/cart"),
                open("a", "HIGH", "ServiceAccount shop/cart"),
                open("b", "HIGH", "User alice"),
                open("c", "CRITICAL", "Group devs"),
                open("d", "no severity", "nobody")));

        assertThat(risky).extracting(Risky::name).containsExactly("group:devs", "sa:shop:cart", "user:alice", "");
        assertThat(risky.get(1)).returns(2, Risky::violations).returns(Severity.HIGH, Risky::worst);
    }

    @Test
    void gapsAddUp() {
        GapSum gap = GapSum.of(List.of(open("a", "HIGH", "x"), open("b", "LOW", "y")));

        assertThat(gap)
                .returns(2, GapSum::objects)
                .returns(200L, GapSum::permissions)
                .returns(170L, GapSum::unused);
        assertThat(gap.unusedPercent()).isEqualTo(85);
        assertThat(List.of(gap.usedPart(), gap.seenPart())).containsExactly(100L, 150L);
        assertThat(GapSum.of(List.of()).unusedPercent()).isZero();
    }

    @Test
    void whatWasHeardIsABarWithItsGaps() {
        var source = new SourceCoverage(
                "file",
                List.of(
                        new Heard(new Coverage(NOW.minus(Duration.ofDays(200)), NOW.minus(Duration.ofDays(45)), 7), ""),
                        new Heard(new Coverage(NOW.minus(Duration.ofDays(30)), NOW, 9), "rotated away"),
                        new Heard(Coverage.NONE, "restarted")));

        var bar = CoverageBar.of(new Source(source, 12, Optional.empty()), NOW);

        assertThat(bar.heard())
                .extracting(it -> it.start() + "+" + it.width() + " " + it.gap())
                .containsExactly("0+360 ", "480+240 rotated away");
        assertThat(bar.latest()).contains(NOW);
    }

    private static Standing open(String namespace, String severity, String subject) {
        return new Standing(
                namespace,
                severity,
                "Open",
                List.of(subject),
                Optional.of(new AccessGap(100, 10, 5, 85, 90, "v1")),
                Optional.of(NOW),
                Optional.empty());
    }

    private static Standing seen(Instant from, Optional<Instant> resolved) {
        return new Standing(
                "n",
                "LOW",
                resolved.isEmpty() ? "Open" : "Resolved",
                List.of(),
                Optional.empty(),
                Optional.of(from),
                resolved);
    }
}
