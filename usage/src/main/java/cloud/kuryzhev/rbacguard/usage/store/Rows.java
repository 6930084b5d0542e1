package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

        private static final Comparator<Row> ORDER = Comparator.comparingLong(Row::subject)
                .thenComparingLong(Row::number)
                .thenComparingLong(Row::denied)
                .thenComparingLong(Row::day);

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

    /** @param seconds what is not to be counted of a tally */
    static List<Row> byDay(Collection<Batch.Member> members, Names names, Map<Tally, Tally> seconds) {
        List<Batch.Member> ordered = new ArrayList<>(members);
        ordered.sort(Comparator.comparingLong(member -> names.number(member.subject)));
        List<Row> rows = new ArrayList<>();
        for (Batch.Member member : ordered) {
            List<Row> mine = rows(member, names, seconds);
            mine.sort(Row.ORDER);
            rows.addAll(mine);
        }
        return rows;
    }

    private static List<Row> rows(Batch.Member member, Names names, Map<Tally, Tally> seconds) {
        long subject = names.number(member.subject);
        List<Row> rows = new ArrayList<>(member.tallies.size());
        member.tallies.forEach((key, tally) -> {
            Tally second = seconds.get(tally);
            Tally counted = second == null ? tally : tally.without(second);
            if (!counted.isEmpty()) {
                long number = names.number(key.permission());
                long denied = key.outcome() == Outcome.DENIED ? 1 : 0;
                rows.add(new Row(subject, key.permission(), number, denied, key.day(), counted));
            }
        });
        return rows;
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
        sorted.sort(Row.ORDER);
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
