package cloud.kuryzhev.rbacguard.drift.telling;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What the status of an answer means to any sink. What is wrong with the sink or its credentials keeps everything waiting; what is wrong
 * with the message (400, 413, 415, 422) is never tried again.
 */
final class Statuses {

    private static final Duration LONGEST = Duration.ofDays(1);

    private Statuses() {}

    /** Empty for 2xx. */
    static Optional<Answer> problem(String host, Http.Reply reply, Instant now) {
        int status = reply.status();
        return switch (status / 100) {
            case 2 -> Optional.empty();
            case 3 -> busy(host + " redirects (" + status + "), which is not followed: configure where it is now");
            case 4 -> Optional.of(client(host, reply, now));
            default -> Optional.of(new Answer.Busy(host + " answered " + status, until(reply, now)));
        };
    }

    private static Answer client(String host, Http.Reply reply, Instant now) {
        return switch (reply.status()) {
            case 400, 413, 415, 422 ->
                new Answer.Refused(host + " answered " + reply.status() + ": " + Text.line(reply.body(), 200));
            case 401, 407 -> Answer.busy(host + " does not know the credentials (" + reply.status() + ")");
            case 403, 429 -> new Answer.Busy(host + " answered " + reply.status(), until(reply, now));
            case 404, 410 -> Answer.busy(host + " has no such place, or hides it (" + reply.status() + ")");
            default -> new Answer.Busy(host + " answered " + reply.status(), until(reply, now));
        };
    }

    private static Optional<Answer> busy(String why) {
        return Optional.of(Answer.busy(why));
    }

    /** Retry-After (RFC 9110, section 10.2.3), else the reset of a rate limit that is used up, as GitHub tells it; a day at most. */
    private static Optional<Instant> until(Http.Reply reply, Instant now) {
        Optional<Instant> reset = reply.header("x-ratelimit-remaining")
                .filter("0"::equals)
                .flatMap(_ -> reply.header("x-ratelimit-reset"))
                .flatMap(Statuses::number)
                .map(Instant::ofEpochSecond);
        return reply.header("retry-after")
                .flatMap(value -> retryAfter(value, now))
                .or(() -> reset)
                .map(until -> until.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : until);
    }

    private static Optional<Instant> retryAfter(String value, Instant now) {
        return number(value).map(now::plusSeconds).or(() -> {
            try {
                return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Long> number(String value) {
        return value.matches("[0-9]{1,11}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
    }
}
