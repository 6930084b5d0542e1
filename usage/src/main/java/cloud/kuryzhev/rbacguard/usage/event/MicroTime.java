package cloud.kuryzhev.rbacguard.usage.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** RFC 3339 times; those of {@code meta/v1} {@code MicroTime}, {@code 2026-11-22T05:40:00.123456Z}, without a general parser. */
final class MicroTime {

    private static final String SHAPE = "0000-00-00T00:00:00.000000Z";
    private static final long SECONDS_PER_DAY = 86_400;

    private MicroTime() {}

    /** @throws DateTimeException if {@code text} is no such time */
    static Instant parse(String text) {
        return isMicroTime(text) ? micro(text) : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }

    static boolean isMicroTime(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char c = text.charAt(i);
            if (SHAPE.charAt(i) == '0' ? c < '0' || c > '9' : c != SHAPE.charAt(i)) {
                return false;
            }
        }
        return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
    }

    private static Instant micro(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int second = (number(text, 11, 13) * 60 + number(text, 14, 16)) * 60 + number(text, 17, 19);
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY + second, number(text, 20, 26) * 1_000L);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }
}
