package cloud.kuryzhev.rbacguard.usage.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Has the coverage of every source start anew with its next event, and says why. */
final class GapWriter {

    private static final String NEW_INTERVALS = """
            INSERT INTO source_heard (source_id, number, first, last, events)
            SELECT h.source_id, max(h.number) + 1, 0, 0, 0 FROM source_heard h
            GROUP BY h.source_id HAVING min(h.events) > 0""";
    private static final String CAUSES = """
            INSERT INTO source_gap (source_id, number, cause)
            SELECT h.source_id, h.number, ? FROM source_heard h WHERE h.events = 0 AND h.number > 0
            ON CONFLICT DO NOTHING""";
    private static final String CAUSE = """
            INSERT INTO source_gap (source_id, number, cause)
            SELECT h.source_id, h.number, ? FROM source_heard h WHERE h.events = 0 AND h.number > 0 AND h.source_id = ?
            ON CONFLICT DO NOTHING""";

    private final Connection connection;

    GapWriter(Connection connection) {
        this.connection = connection;
    }

    void write(GapCause cause) throws SQLException {
        Sql.update(connection, NEW_INTERVALS);
        Sql.update(connection, CAUSES, cause.word());
    }

    /** Why the newest interval of {@code source}, which is still empty, began. */
    void explain(long source, GapCause cause) throws SQLException {
        Sql.update(connection, CAUSE, cause.word(), source);
    }
}
