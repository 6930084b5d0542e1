package cloud.kuryzhev.rbacguard.drift;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The longest time between two runs of a CronJob's {@code spec.schedule}, as robfig/cron's standard parser reads it: five fields, a
 * macro such as {@code @daily}, or {@code @every 1h30m}. Where both the day of the month and the day of the week are given, either will do.
 *
 * <ol>
 *   <li>the runs of one day: the longest time between two of them, the first and the last;
 *   <li>the longest time between two days that have runs, from the last run of one to the first of the other.
 * </ol>
 */
final class CronPeriod {

    private static final Pattern EVERY = Pattern.compile("@every (?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
    private static final Pattern ANY = Pattern.compile("[*?](?:/1)?");
    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    /** Nine years from here hold three 29ths of February. */
    private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 0, 0);

    private CronPeriod() {}

    /** The longest time; empty for what cannot be read, or never comes. */
    static Optional<Duration> longest(String schedule) {
        Matcher every = EVERY.matcher(schedule.strip());
        if (every.matches()) {
            Duration period = Duration.ofHours(number(every.group(1)))
                    .plusMinutes(number(every.group(2)))
                    .plusSeconds(number(every.group(3)));
            return period.isZero() ? Optional.empty() : Optional.of(period);
        }
        String[] fields =
                MACROS.getOrDefault(schedule.strip(), schedule.strip()).split("\\s+");
        try {
            return fields.length == 5 ? longest(fields) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the API server would not have taken it
        }
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<Duration> longest(String[] fields) {
        List<LocalDateTime> runs = until(START.plusDays(1), expression(fields[0], fields[1], "*", "*", "*"));
        List<LocalDateTime> days = until(START.plusYears(9), days(fields));
        if (runs.isEmpty() || days.size() < 2) {
            return Optional.empty();
        }
        Duration overnight = longestBetween(days).minus(Duration.between(runs.getFirst(), runs.getLast()));
        Duration daily = longestBetween(runs);
        return Optional.of(overnight.compareTo(daily) > 0 ? overnight : daily);
    }

    private static CronExpression[] days(String[] fields) {
        boolean both =
                !ANY.matcher(fields[2]).matches() && !ANY.matcher(fields[4]).matches();
        return both
                ? new CronExpression[] {
                    expression("0", "0", fields[2], fields[3], "*"), expression("0", "0", "*", fields[3], fields[4])
                }
                : new CronExpression[] {expression("0", "0", fields[2], fields[3], fields[4])};
    }

    private static CronExpression expression(String... fields) {
        return CronExpression.parse("0 " + String.join(" ", fields));
    }

    /** From {@link #START} on, that included, by any of {@code expressions}. */
    private static List<LocalDateTime> until(LocalDateTime end, CronExpression... expressions) {
        var times = new ArrayList<LocalDateTime>();
        LocalDateTime next = next(expressions, START.minusNanos(1));
        while (next != null && next.isBefore(end)) {
            times.add(next);
            next = next(expressions, next);
        }
        return times;
    }

    private static @Nullable LocalDateTime next(CronExpression[] expressions, LocalDateTime after) {
        return Stream.of(expressions)
                .flatMap(it -> Stream.ofNullable(it.next(after)))
                .min(LocalDateTime::compareTo)
                .orElse(null);
    }

    private static Duration longestBetween(List<LocalDateTime> times) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            Duration between = Duration.between(times.get(i - 1), times.get(i));
            longest = between.compareTo(longest) > 0 ? between : longest;
        }
        return longest;
    }
}
