package cloud.kuryzhev.rbacguard.usage.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Which day of each subject is open: the newest that it was seen on. A row that is added on an open day is one row of {@code usage} and
 * none of {@code usage_day}, which gets the day as a whole once it is closed.
 */
final class OpenDays {

    /** No day is open. */
    private static final long NONE = -1;

    private static final int CHUNK = 64;

    /** Subjects are locked in their order, so that another replica neither closes a day nor adds to it meanwhile. */
    private static final String OPEN = "SELECT id, day FROM subject WHERE id IN ("
            + String.join(", ", Collections.nCopies(CHUNK, "?")) + ") ORDER BY id";

    private static final String TO_DAYS = """
            INSERT INTO usage_day (subject_id, permission_id, denied, day, started, ended)
            SELECT u.subject_id, u.permission_id, u.denied, s.day, u.started - u.closed_started, u.ended - u.closed_ended
            FROM usage u JOIN subject s ON s.id = u.subject_id
            WHERE s.id = ? AND (u.started > u.closed_started OR u.ended > u.closed_ended)
            ON CONFLICT (subject_id, permission_id, denied, day) DO UPDATE SET
              started = usage_day.started + excluded.started,
              ended = usage_day.ended + excluded.ended""";
    static final String CLOSED = """
            UPDATE usage SET closed_started = started, closed_ended = ended
            WHERE subject_id = ? AND (started > closed_started OR ended > closed_ended)""";
    private static final String OPENED = "UPDATE subject SET day = ? WHERE id = ?";

    private final Connection connection;
    private final String lock;

    /** @param lock what a query ends with that locks its rows */
    OpenDays(Connection connection, String lock) {
        this.connection = connection;
        this.lock = lock;
    }

    /** The open day of each subject, by number, after that of its newest use was opened. */
    Map<Long, Long> open(SortedMap<Long, Long> newest) throws SQLException {
        Map<Long, Long> open = find(List.copyOf(newest.keySet()));
        List<Long> toClose = new ArrayList<>();
        List<Long> toOpen = new ArrayList<>();
        newest.forEach((subject, day) -> {
            long before = open.getOrDefault(subject, NONE);
            if (before < day) {
                toOpen.add(subject);
                open.put(subject, day);
            }
            if (before < day && before != NONE) {
                toClose.add(subject);
            }
        });
        run(TO_DAYS, toClose);
        run(CLOSED, toClose);
        try (Sql sql = Sql.of(connection, OPENED)) {
            for (Long subject : toOpen) {
                sql.add(open.getOrDefault(subject, NONE), subject);
            }
            sql.run();
        }
        return open;
    }

    private Map<Long, Long> find(List<Long> subjects) throws SQLException {
        Map<Long, Long> open = new HashMap<>();
        try (Sql sql = Sql.of(connection, OPEN + lock)) {
            for (int from = 0; from < subjects.size(); from += CHUNK) {
                Object[] ids = new Object[CHUNK];
                for (int i = 0; i < CHUNK; i++) {
                    ids[i] = subjects.get(Math.min(from + i, subjects.size() - 1));
                }
                sql.query(row -> open.put(row.getLong(1), row.getLong(2)), ids);
            }
        }
        return open;
    }

    private void run(String statement, List<Long> subjects) throws SQLException {
        try (Sql sql = Sql.of(connection, statement)) {
            for (Long subject : subjects) {
                sql.add(subject);
            }
            sql.run();
        }
    }
}
