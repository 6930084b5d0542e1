package cloud.kuryzhev.rbacguard.pages.overview;

import cloud.kuryzhev.rbacguard.pages.overview.ControllerState.Source;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a source of audit events was heard in the last {@value Trend#DAYS} days, as a bar with its gaps.
 *
 * @param heard the latest times without a gap, oldest first
 * @param latest event; empty if there was none yet
 * @param earlierGaps how many gaps are not shown
 */
record CoverageBar(
        String source,
        List<Span> heard,
        Optional<Instant> latest,
        long bytesBehind,
        Optional<String> error,
        int earlierGaps) {

    private static final int SHOWN = 50;
    private static final Duration WINDOW = Duration.ofDays(Trend.DAYS);

    CoverageBar {
        heard = List.copyOf(heard);
    }

    /**
     * A time without a gap.
     *
     * @param start and {@code width}: in units of {@link Trend#WIDTH} for the whole window
     * @param gap why there is a gap before it; {@code ""} if it is the first
     */
    record Span(Instant from, Instant to, long events, String gap, long start, long width) {}

    static CoverageBar of(Source source, Instant now) {
        List<Heard> heard = source.coverage().heard().stream()
                .filter(it -> it.time().events() > 0)
                .toList();
        int earlier = Math.max(0, heard.size() - SHOWN);
        var spans = new ArrayList<Span>();
        heard.stream().skip(earlier).map(it -> span(it, now)).forEach(spans::add);
        return new CoverageBar(
                source.coverage().source(),
                spans,
                heard.isEmpty()
                        ? Optional.empty()
                        : Optional.of(heard.getLast().time().to()),
                source.bytesBehind(),
                source.error(),
                earlier);
    }

    private static Span span(Heard heard, Instant now) {
        long start = unit(heard.time().from(), now);
        long end = unit(heard.time().to(), now);
        return new Span(
                heard.time().from(),
                heard.time().to(),
                heard.time().events(),
                heard.gap(),
                start,
                Math.max(1, end - start));
    }

    /** Where a time lies in the window; what was before it is its beginning. */
    private static long unit(Instant time, Instant now) {
        Duration since = Duration.between(now.minus(WINDOW), time);
        return Math.clamp(Trend.WIDTH * since.toSeconds() / WINDOW.toSeconds(), 0, Trend.WIDTH);
    }
}
