package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads how much one subject asked for by day. */
final class DaysReader {

    /** The same as the view usage_by_day, into which SQLite would not take the condition: it would sum up everybody's days. */
    private static final String NEWEST = """
            SELECT day, sum(requests) AS requests, sum(requests * denied) AS denied
            FROM (
              SELECT day, denied, CASE WHEN sum(started) > sum(ended) THEN sum(started) ELSE sum(ended) END AS requests
              FROM (
                SELECT permission_id, denied, day, started, ended FROM usage_day WHERE subject_id = ?
                UNION ALL
                SELECT u.permission_id, u.denied, s.day, u.started - u.closed_started, u.ended - u.closed_ended
                FROM usage u JOIN subject s ON s.id = u.subject_id
                WHERE u.subject_id = ? AND (u.started > u.closed_started OR u.ended > u.closed_ended)
              ) counted
              GROUP BY permission_id, denied, day
            ) permissions
            GROUP BY day ORDER BY day DESC LIMIT ?""";

    private DaysReader() {}

    /** The newest {@code most} days, the oldest first. */
    static List<DayOfUse> read(Connection connection, String username, int most) throws SQLException {
        long subject = new Numbers().of(username);
        List<DayOfUse> days = new ArrayList<>();
        Sql.query(connection, NEWEST, row -> days.add(day(row)), subject, subject, most);
        return days.reversed();
    }

    private static DayOfUse day(ResultSet row) throws SQLException {
        return new DayOfUse(LocalDate.ofEpochDay(row.getLong("day")), row.getLong("requests"), row.getLong("denied"));
    }
}
