package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a batch adds to {@code usage} and {@code usage_day}, by number. In the order of the keys: so each page of a tree is visited once,
 * and of two writers on the same rows one waits for the other and never each for the other.
 */
final class Rows {

    /** One day of one permission of one subject. */
    record Row(long subject, Permission permission, long number, long denied, long day, Tally tally) {

        /** Without a chain of comparators, in which a commit would spend a tenth of its time. */
        private static int compare(Row one, Row other) {
            int order = Long.compare(one.subject, other.subject);
            order = order != 0 ? order : Long.compare(one.number, other.number);
            order = order != 0 ? order : Long.compare(one.denied, other.denied);
            return order != 0 ? order : Long.compare(one.day, other.day);
        }

        private boolean isSameButDay(Row other) {
            return subject == other.subject && number == other.number && denied == other.denied;
        }

        private boolean isSame(Row other) {
            return isSameButDay(other) && day == other.day;
        }

        private Row plus(Row other) {
            return new Row(subject, permission, number, denied, day, tally.plus(other.tally));
        }

        /** The same on every object of the resource. */
        Row withoutName(Names names) {
            return permission instanceof OnResource on && !on.name().isEmpty()
                    ? new Row(subject, on.withoutName(), names.number(on.withoutName()), denied, day, tally)
                    : this;
        }
    }

    /** Whether two rows, one after the other, are to be one. */
    private interface Sameness {
        boolean of(Row one, Row other);
    }

    private Rows() {}

    /** @param seconds what is not to be counted, by the number of the tally */
    static List<Row> byDay(Tallies tallies, Map<Integer, Tally> seconds) {
        List<Row> rows = new ArrayList<>(tallies.size());
        for (int i = 0; i < tallies.size(); i++) {
            Tally second = seconds.isEmpty() ? null : seconds.get(i);
            Tally counted = second == null ? tallies.tally(i) : tallies.tally(i).without(second);
            if (!counted.isEmpty()) {
                rows.add(row(tallies.use(i), tallies.day(i), counted));
            }
        }
        return sorted(rows);
    }

    private static Row row(Use use, long day, Tally tally) {
        long denied = use.outcome() == Outcome.DENIED ? 1 : 0;
        return new Row(use.who().number(), use.permission(), use.number(), denied, day, tally);
    }

    /** Of each subject, by number. */
    static SortedMap<Long, Long> newestDays(List<Row> rows) {
        SortedMap<Long, Long> newest = new TreeMap<>();
        for (int from = 0, to; from < rows.size(); from = to) {
            long subject = rows.get(from).subject();
            long day = rows.get(from).day();
            for (to = from + 1; to < rows.size() && rows.get(to).subject() == subject; to++) {
                day = Math.max(day, rows.get(to).day());
            }
            newest.put(subject, day);
        }
        return newest;
    }

    /** In order, and each key once. */
    static List<Row> sorted(List<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Row::compare);
        return merged(sorted, Row::isSame);
    }

    /** The same, with all days in one. */
    static List<Row> total(List<Row> byDay) {
        return merged(byDay, Row::isSameButDay);
    }

    private static List<Row> merged(List<Row> rows, Sameness same) {
        List<Row> merged = new ArrayList<>(rows.size());
        for (Row row : rows) {
            boolean again = !merged.isEmpty() && same.of(merged.getLast(), row);
            merged.add(again ? merged.removeLast().plus(row) : row);
        }
        return merged;
    }
}
