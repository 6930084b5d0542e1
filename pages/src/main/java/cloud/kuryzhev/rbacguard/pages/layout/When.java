package cloud.kuryzhev.rbacguard.pages.layout;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Times as people say them. */
@Component
public final class When {

    private final Clock clock;

    When(Clock clock) {
        this.clock = clock;
    }

    /**
     * Such as {@code 3 hours ago}, or {@code in 2 days}.
     *
     * @param time RFC 3339; anything else is given back as it is
     */
    public String said(@Nullable String time) {
        if (time == null) {
            return "";
        }
        try {
            return said(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException _) {
            return time;
        }
    }

    /** The same, of an instant. */
    public String said(Instant time) {
        Duration since = Duration.between(time, clock.instant());
        String span = span(since.abs());
        return span.isEmpty() ? "just now" : since.isNegative() ? "in " + span : span + " ago";
    }

    private static String span(Duration span) {
        if (span.toMinutes() < 1) {
            return "";
        }
        if (span.toHours() < 1) {
            return count(span.toMinutes(), "minute");
        }
        if (span.toDays() < 1) {
            return count(span.toHours(), "hour");
        }
        return span.toDays() < 90 ? count(span.toDays(), "day") : count(span.toDays() / 30, "month");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
