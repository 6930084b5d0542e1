package cloud.kuryzhev.rbacguard.pages.overview;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many violations were open at the end of each of the last {@value #DAYS} days, and are now; as a chart too.
 *
 * @param days the oldest first; the last is today, as of now
 */
record Trend(List<Day> days) {

    static final int DAYS = 90;

    /** The chart's size, in its own units. */
    static final int WIDTH = 720;

    static final int HEIGHT = 160;

    Trend {
        days = List.copyOf(days);
    }

    /** One day, in UTC. */
    record Day(LocalDate date, long open) {}

    static Trend of(Collection<Standing> all, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        List<Standing> counted = all.stream()
                .filter(it -> !it.phase().equals(RBACViolationStatus.NOTED))
                .toList();
        return new Trend(IntStream.rangeClosed(0, DAYS)
                .mapToObj(it -> today.minusDays(DAYS - (long) it))
                .map(day -> new Day(day, open(counted, day.equals(today) ? now : end(day))))
                .toList());
    }

    private static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(Duration.ofNanos(1));
    }

    private static long open(List<Standing> all, Instant at) {
        return all.stream()
                .filter(it -> it.firstSeen().filter(seen -> !seen.isAfter(at)).isPresent())
                .filter(it -> it.resolvedAt()
                        .filter(resolved -> !resolved.isAfter(at))
                        .isEmpty())
                .count();
    }

    /** The most of any day, 1 at least. */
    public long most() {
        return Math.max(1, days.stream().mapToLong(Day::open).max().orElse(0));
    }

    /** One day of each week, for who reads numbers. */
    public List<Day> weeks() {
        return IntStream.range(0, days.size())
                .filter(it -> (days.size() - 1 - it) % 7 == 0)
                .mapToObj(days::get)
                .toList();
    }

    /** The points of an SVG polyline. */
    public String points() {
        double step = (double) WIDTH / (days.size() - 1);
        long most = most();
        return IntStream.range(0, days.size())
                .mapToObj(it -> Math.round(it * step) + ","
                        + (HEIGHT - HEIGHT * days.get(it).open() / most))
                .collect(Collectors.joining(" "));
    }
}
