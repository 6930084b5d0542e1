package cloud.kuryzhev.rbacguard.usage.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/** Reads the times of {@code meta/v1} {@code MicroTime}, most of which are in the minute of the one before. For one thread. */
final class QuickTime {

    private static final int LENGTH = 27;
    private static final int SECONDS = 16;
    private static final int NANOS = 1_000;
    private static final long PER_SECOND = 1_000_000;
    private static final long PER_MINUTE = 60 * PER_SECOND;

    /** Further from 1970 no time is plausible, in seconds. */
    private static final long MOST = 100_000_000_000L;

    private long date;
    private long minute;
    private long begin;

    /**
     * Microseconds since 1970 UTC.
     *
     * @throws Unusual if it is no such time, or a finer one
     * @throws DateTimeException if it is no time at all
     */
    long micros(byte[] bytes, int start, int end) throws Unusual {
        if (end - start != LENGTH) {
            return micros(new String(bytes, start, Math.max(0, end - start), StandardCharsets.ISO_8859_1));
        }
        long first = Words.at(bytes, start);
        long second = Words.at(bytes, start + Long.BYTES);
        if (first != date || second != minute) {
            begin = minute(new String(bytes, start, LENGTH, StandardCharsets.ISO_8859_1));
            date = first;
            minute = second;
        }
        return begin + withinMinute(bytes, start + SECONDS);
    }

    private static long micros(String text) throws Unusual {
        Instant at = MicroTime.parse(text);
        if (at.getNano() % NANOS != 0 || Math.abs(at.getEpochSecond()) > MOST) {
            throw new Unusual();
        }
        return at.getEpochSecond() * PER_SECOND + at.getNano() / NANOS;
    }

    private static long minute(String text) throws Unusual {
        if (!MicroTime.isMicroTime(text)) {
            throw new Unusual();
        }
        Instant at = MicroTime.parse(text);
        return Math.floorDiv(at.getEpochSecond(), 60) * PER_MINUTE;
    }

    /** Of {@code :05.123456Z}. */
    private static long withinMinute(byte[] bytes, int at) throws Unusual {
        int second = number(bytes, at + 1, at + 3);
        if (bytes[at] != ':' || bytes[at + 3] != '.' || bytes[at + 10] != 'Z' || second >= 60) {
            throw new Unusual();
        }
        return second * PER_SECOND + number(bytes, at + 4, at + 10);
    }

    private static int number(byte[] bytes, int from, int to) throws Unusual {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new Unusual();
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
