package cloud.kuryzhev.rbacguard.pages.timeline;

import cloud.kuryzhev.rbacguard.pages.timeline.HeardDays.Missed;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one subject asked for on each of the last {@value DayOfUse#MOST} days, as a chart with its numbers.
 *
 * @param subject such as {@code ServiceAccount shop/cart}
 * @param name as the subject page reads it
 * @param days all that are told, the oldest first; older ones than the chart shows among them
 * @param today the chart's last day, in UTC
 * @param missed days of the chart that the audit log does not tell all of
 */
public record Timeline(String subject, String name, List<DayOfUse> days, LocalDate today, List<Missed> missed) {

    /** Of the chart, in its own units. */
    static final int HEIGHT = 96;

    private static final int STEP = 8;
    private static final int LEAST = 2;

    public Timeline {
        days = List.copyOf(days);
        missed = List.copyOf(missed);
    }

    /**
     * One day's bar, in the chart's units.
     *
     * @param height of all requests
     * @param denied of those that were refused, at its foot
     */
    public record Bar(DayOfUse day, long x, long height, long denied) {
        public long y() {
            return HEIGHT - height;
        }

        public long deniedY() {
            return HEIGHT - denied;
        }
    }

    /** The chart's first day. */
    public LocalDate first() {
        return today.minusDays(DayOfUse.MOST - 1L);
    }

    /** Of days with requests; a single request, or refusal, can be seen. */
    public List<Bar> bars() {
        long most = most();
        return shown().stream()
                .map(it -> new Bar(it, x(it.day()) + 1, height(it.requests(), most), height(it.denied(), most)))
                .toList();
    }

    private static long height(long count, long most) {
        return count <= 0 ? 0 : Math.max(LEAST, Math.min(HEIGHT, Math.round((double) HEIGHT * count / most)));
    }

    private long x(LocalDate day) {
        return STEP * ChronoUnit.DAYS.between(first(), day);
    }

    private List<DayOfUse> shown() {
        return days.stream()
                .filter(it -> !it.day().isBefore(first()) && !it.day().isAfter(today))
                .toList();
    }

    /** How many days of the chart have requests. */
    public int active() {
        return shown().size();
    }

    /** In the chart. */
    public long requests() {
        return shown().stream().mapToLong(DayOfUse::requests).sum();
    }

    /** In the chart. */
    public long denied() {
        return shown().stream().mapToLong(DayOfUse::denied).sum();
    }

    /** Requests of the busiest day, 1 at least. */
    public long most() {
        return Math.max(1, shown().stream().mapToLong(DayOfUse::requests).max().orElse(0));
    }

    /** The newest first. */
    public List<DayOfUse> newestFirst() {
        return days.reversed();
    }

    /** An SVG path that hatches what is missed. */
    public String hatching() {
        return missed.stream()
                .flatMap(it -> it.from().datesUntil(it.to().plusDays(1)))
                .map(day -> "M" + x(day) + " " + HEIGHT + "l" + STEP + " -" + HEIGHT)
                .collect(Collectors.joining());
    }

    /** An SVG path that marks the first of each month. */
    public String months() {
        return first().datesUntil(today.plusDays(1))
                .filter(day -> day.getDayOfMonth() == 1)
                .map(day -> "M" + x(day) + " " + HEIGHT + "v" + STEP)
                .collect(Collectors.joining());
    }

    /** What is missed, in words. */
    public String missedDays() {
        return missed.stream().map(Missed::toString).collect(Collectors.joining(", "));
    }
}
