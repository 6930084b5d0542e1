package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a batch adds to {@code usage} and {@code usage_day}, by number. In the order of the keys: so each page of a tree is visited once,
 * and of two writers on the same rows one waits for the other and never each for the other.
 */
final class Rows {

    /** One day of one permission of one subject. */
    record Row(long subject, long permission, long denied, long day, Tally tally) {

        private static final Comparator<Row> ORDER = Comparator.comparingLong(Row::subject)
                .thenComparingLong(Row::permission)
                .thenComparingLong(Row::denied)
                .thenComparingLong(Row::day);

        private boolean isSameBut(Row other) {
            return subject == other.subject && permission == other.permission && denied == other.denied;
        }
    }

    private Rows() {}

    static List<Row> byDay(Map<Batch.Key, Tally> tallies, Names names) {
        List<Row> rows = new ArrayList<>(tallies.size());
        tallies.forEach((key, tally) -> rows.add(new Row(
                names.number(key.subject()),
                names.number(key.permission()),
                key.outcome() == Outcome.DENIED ? 1 : 0,
                key.day(),
                tally)));
        rows.sort(Row.ORDER);
        return rows;
    }

    /** The same, with all days in one. */
    static List<Row> total(List<Row> byDay) {
        List<Row> rows = new ArrayList<>(byDay.size());
        for (Row row : byDay) {
            if (!rows.isEmpty() && rows.getLast().isSameBut(row)) {
                Row sum = rows.removeLast();
                rows.add(new Row(row.subject, row.permission, row.denied, 0, sum.tally.plus(row.tally)));
            } else {
                rows.add(row);
            }
        }
        return rows;
    }
}
