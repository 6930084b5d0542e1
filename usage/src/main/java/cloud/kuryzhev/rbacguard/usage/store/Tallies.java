package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import java.util.Arrays;

/** A {@link Tally} for each day of each use, by number and side by side: so many objects would keep the garbage collector busy. */
final class Tallies {

    private static final int FIRST = 0;
    private static final int LAST = 1;
    private static final int STARTED = 2;
    private static final int ENDED = 3;
    private static final int DAY = 4;
    private static final int COLUMNS = 5;
    private static final int INITIAL = 64;

    private long[] numbers = new long[INITIAL * COLUMNS];
    private Use[] uses = new Use[INITIAL];
    private int size;

    /** The number of a new one. */
    int begin(Use use, long day) {
        if (size == uses.length) {
            uses = Arrays.copyOf(uses, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size * COLUMNS);
        }
        uses[size] = use;
        numbers[size * COLUMNS + FIRST] = Long.MAX_VALUE;
        numbers[size * COLUMNS + LAST] = Long.MIN_VALUE;
        numbers[size * COLUMNS + DAY] = day;
        return size++;
    }

    /** @param at microseconds since 1970 UTC */
    void add(int number, long at, Stage stage) {
        int row = number * COLUMNS;
        numbers[row + FIRST] = Math.min(numbers[row + FIRST], at);
        numbers[row + LAST] = Math.max(numbers[row + LAST], at);
        numbers[row + (stage == Stage.RESPONSE_STARTED ? STARTED : ENDED)]++;
    }

    int size() {
        return size;
    }

    Use use(int number) {
        return uses[number];
    }

    /** Days since 1970-01-01 UTC. */
    long day(int number) {
        return numbers[number * COLUMNS + DAY];
    }

    Tally tally(int number) {
        int row = number * COLUMNS;
        return new Tally(numbers[row + FIRST], numbers[row + LAST], numbers[row + STARTED], numbers[row + ENDED]);
    }
}
