package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a rejection or a snooze ends. */
final class End {

    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,4})([mhdw])");

    @Option(names = "--until", paramLabel = "TIME", description = "When it ends: 2026-12-31, or a time of RFC 3339.")
    private @Nullable String until;

    @Option(names = "--for", paramLabel = "SPAN", description = "How long it lasts: 45m, 12h, 7d, 2w.")
    private @Nullable String span;

    /** In RFC 3339; empty if nothing is said. */
    Optional<String> time(Clock clock) {
        if (until != null && span != null) {
            throw new UnusableInput("--until and --for say the same thing: give one of them");
        }
        return Optional.ofNullable(until)
                .map(End::parsed)
                .or(() -> Optional.ofNullable(span).map(it -> clock.instant().plus(duration(it))))
                .map(it -> it.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static Instant parsed(String time) {
        try {
            return time.length() == 10
                    ? LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(time.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeException _) {
            throw new UnusableInput(
                    "--until " + time + " is no time: write a day such as 2026-12-31, or 2026-12-31T18:00:00Z");
        }
    }

    private static Duration duration(String span) {
        Matcher matcher = SPAN.matcher(span);
        if (!matcher.matches()) {
            throw new UnusableInput("--for " + span + " is no span: write such as 45m, 12h, 7d or 2w");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }
}
