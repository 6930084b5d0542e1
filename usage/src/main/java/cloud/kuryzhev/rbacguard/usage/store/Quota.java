package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.store.Rows.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the store within its {@link Limits}. Several replicas may pass them by one batch each.
 *
 * <p>A count is looked up only where it may have reached the limit: what is remembered of a subject is how many rows it has at most.
 */
final class Quota {

    private static final String COUNT = "SELECT count(*) FROM usage WHERE subject_id = ?";
    private static final String PERMISSIONS = "SELECT permission_id, denied FROM usage WHERE subject_id = ?";
    private static final String SUBJECTS = "SELECT count(*) FROM subject";
    private static final String SUBJECT = "SELECT count(*) FROM subject WHERE id = ?";

    /** What was let in, and how many requests were not. */
    record Admitted(List<Row> rows, long bySubject, long byPermission) {}

    private record Counts(Connection connection, Sql subject, Sql count) {}

    private record Key(long permission, long denied) {}

    private final Limits limits;
    private final Map<Long, Long> atMost = new HashMap<>();
    private long subjectsAtMost = -1;

    Quota(Limits limits) {
        this.limits = limits;
    }

    /** @param rows in their order, so that those of a subject stand together */
    Admitted admit(Connection connection, List<Row> rows, Names names) throws SQLException {
        try (Sql subject = Sql.of(connection, SUBJECT);
                Sql count = Sql.of(connection, COUNT)) {
            return admit(new Counts(connection, subject, count), rows, names);
        }
    }

    private Admitted admit(Counts counts, List<Row> rows, Names names) throws SQLException {
        List<Row> admitted = new ArrayList<>(rows.size());
        boolean folded = false;
        long bySubject = 0;
        long byPermission = 0;
        for (int from = 0, to; from < rows.size(); from = to) {
            to = endOfSubject(rows, from);
            List<Row> mine = rows.subList(from, to);
            if (!isAdmitted(counts, mine.getFirst().subject())) {
                bySubject += requests(mine);
            } else if (fits(counts, mine)) {
                admitted.addAll(mine);
            } else {
                List<Row> kept = fold(counts, mine, names);
                byPermission += requests(mine) - requests(kept);
                admitted.addAll(kept);
                folded = true;
            }
        }
        return new Admitted(folded ? Rows.sorted(admitted) : admitted, bySubject, byPermission);
    }

    /** To be told when a transaction was undone. */
    void clear() {
        atMost.clear();
        subjectsAtMost = -1;
    }

    private static int endOfSubject(List<Row> rows, int from) {
        int to = from + 1;
        while (to < rows.size() && rows.get(to).subject() == rows.get(from).subject()) {
            to++;
        }
        return to;
    }

    private boolean isAdmitted(Counts counts, long subject) throws SQLException {
        if (atMost.containsKey(subject)) {
            return true;
        }
        if (subjectsAtMost < 0) {
            subjectsAtMost = Sql.number(counts.connection, SUBJECTS);
        }
        boolean known = counts.subject.number(subject) > 0;
        if (!known && subjectsAtMost >= limits.subjects()) {
            return false;
        }
        subjectsAtMost += known ? 0 : 1;
        atMost.put(subject, known ? counts.count.number(subject) : 0);
        return true;
    }

    private boolean fits(Counts counts, List<Row> rows) throws SQLException {
        long subject = rows.getFirst().subject();
        long before = atMost.getOrDefault(subject, 0L);
        if (before + rows.size() > limits.permissions()) {
            before = counts.count.number(subject);
        }
        atMost.put(subject, before + rows.size());
        return before + rows.size() <= limits.permissions();
    }

    /** What is there stays as it is; what is new loses its name, and is left out where there is no room even so. */
    private List<Row> fold(Counts counts, List<Row> rows, Names names) throws SQLException {
        Set<Key> there = new HashSet<>();
        Sql.query(
                counts.connection,
                PERMISSIONS,
                row -> there.add(new Key(row.getLong(1), row.getLong(2))),
                rows.getFirst().subject());
        List<Row> kept = new ArrayList<>();
        for (Row row : rows) {
            boolean room = there.size() < limits.permissions() || there.contains(key(row));
            Row folded = room ? row : row.withoutName(names);
            if (there.size() < 2L * limits.permissions() || there.contains(key(folded))) {
                there.add(key(folded));
                kept.add(folded);
            }
        }
        return kept;
    }

    private static Key key(Row row) {
        return new Key(row.number(), row.denied());
    }

    private static long requests(List<Row> rows) {
        return rows.stream().mapToLong(row -> row.tally().requests()).sum();
    }
}
