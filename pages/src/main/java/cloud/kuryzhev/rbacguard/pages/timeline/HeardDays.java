package cloud.kuryzhev.rbacguard.pages.timeline;

import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Of which days every audit event was read. */
final class HeardDays {

    private final List<List<Span>> sources;
    private final Instant now;

    private record Span(Instant from, Instant to) {
        private boolean holds(Instant start, Instant end) {
            return !from.isAfter(start) && !to.isBefore(end);
        }
    }

    /**
     * Days one after the other that were not heard, or not wholly.
     *
     * @param from the first
     * @param to the last
     */
    record Missed(LocalDate from, LocalDate to) {
        /** In words. */
        @Override
        public String toString() {
            return from.equals(to) ? from.toString() : from + " to " + to;
        }
    }

    private HeardDays(List<List<Span>> sources, Instant now) {
        this.sources = sources;
        this.now = now;
    }

    /** Where each source sees a part of the events; what one of them heard last goes on until {@code now}. */
    static HeardDays of(Collection<SourceCoverage> sources, Instant now) {
        return new HeardDays(sources.stream().map(it -> spans(it.heard(), now)).toList(), now);
    }

    /** Of one time without a gap. */
    static HeardDays since(Instant from, Instant now) {
        return new HeardDays(List.of(List.of(new Span(from, now))), now);
    }

    private static List<Span> spans(List<Heard> heard, Instant now) {
        List<Coverage> times =
                heard.stream().map(Heard::time).filter(it -> it.events() > 0).toList();
        return times.stream()
                .map(it -> new Span(it.from(), it.equals(times.getLast()) ? now : it.to()))
                .toList();
    }

    boolean isWhole(LocalDate day) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant until = end.isAfter(now) ? now : end;
        return sources.stream().allMatch(spans -> spans.stream().anyMatch(it -> it.holds(start, until)));
    }

    /** Between {@code first} and {@code last}, both of them too. */
    List<Missed> missed(LocalDate first, LocalDate last) {
        var missed = new ArrayList<Missed>();
        first.datesUntil(last.plusDays(1)).filter(day -> !isWhole(day)).forEach(day -> {
            boolean goesOn =
                    !missed.isEmpty() && missed.getLast().to().plusDays(1).equals(day);
            missed.add(new Missed(goesOn ? missed.removeLast().from() : day, day));
        });
        return List.copyOf(missed);
    }
}
