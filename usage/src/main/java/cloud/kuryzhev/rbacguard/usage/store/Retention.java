package cloud.kuryzhev.rbacguard.usage.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Deletes counts by day that have grown old, some subjects at a time. */
final class Retention {

    private static final int CHUNK = 200;
    private static final String FORGET_OPEN = "UPDATE subject SET day = -1 WHERE id = ? AND day >= 0 AND day < ?";

    private Retention() {}

    /** All subjects' numbers, as many together as are to be looked at in one transaction. */
    static List<List<Long>> chunks(Connection connection) throws SQLException {
        List<List<Long>> chunks = new ArrayList<>();
        Sql.query(connection, "SELECT id FROM subject ORDER BY id", row -> {
            if (chunks.isEmpty() || chunks.getLast().size() == CHUNK) {
                chunks.add(new ArrayList<>());
            }
            chunks.getLast().add(row.getLong(1));
        });
        return chunks;
    }

    /** Deletes the days of {@code subjects} before {@code day}; how many rows those were. */
    static long delete(Connection connection, List<Long> subjects, long day) throws SQLException {
        long deleted = 0;
        for (long subject : subjects) {
            deleted += Sql.update(connection, "DELETE FROM usage_day WHERE subject_id = ? AND day < ?", subject, day);
            if (Sql.update(connection, FORGET_OPEN, subject, day) == 1) {
                deleted += Sql.update(connection, OpenDays.CLOSED, subject);
            }
        }
        return deleted;
    }
}
