package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds one batch to the tables, inside the caller's transaction. */
final class BatchWriter {

    private static final String USAGE = """
            INSERT INTO usage (subject_id, permission_id, denied, first_seen, last_seen, started, ended)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (subject_id, permission_id, denied) DO UPDATE SET
              first_seen = CASE WHEN excluded.first_seen < usage.first_seen THEN excluded.first_seen ELSE usage.first_seen END,
              last_seen = CASE WHEN excluded.last_seen > usage.last_seen THEN excluded.last_seen ELSE usage.last_seen END,
              started = usage.started + excluded.started,
              ended = usage.ended + excluded.ended""";
    private static final String USAGE_DAY = """
            INSERT INTO usage_day (subject_id, permission_id, denied, day, started, ended) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (subject_id, permission_id, denied, day) DO UPDATE SET
              started = usage_day.started + excluded.started,
              ended = usage_day.ended + excluded.ended""";
    private static final String LINES = """
            INSERT INTO source_lines (source_id, result, count)
            VALUES ((SELECT id FROM source WHERE name = ?), ?, ?)
            ON CONFLICT (source_id, result) DO UPDATE SET count = source_lines.count + excluded.count""";
    /** A new interval, unless the newest is still empty. */
    private static final String NEW_INTERVAL = """
            INSERT INTO source_heard (source_id, number, first, last, events)
            SELECT s.id, (SELECT count(*) FROM source_heard h WHERE h.source_id = s.id), 0, 0, 0
            FROM source s WHERE s.name = ?
              AND (? OR NOT EXISTS (SELECT 1 FROM source_heard h WHERE h.source_id = s.id))
              AND NOT EXISTS (SELECT 1 FROM source_heard h WHERE h.source_id = s.id AND h.events = 0)""";

    private static final String EXTEND_INTERVAL = """
            UPDATE source_heard SET
              first = CASE WHEN events = 0 OR ? < first THEN ? ELSE first END,
              last = CASE WHEN events = 0 OR ? > last THEN ? ELSE last END,
              events = events + ?
            WHERE source_id = (SELECT id FROM source WHERE name = ?)
              AND number = (SELECT max(number) FROM source_heard h WHERE h.source_id = source_heard.source_id)""";

    private final Connection connection;

    BatchWriter(Connection connection) {
        this.connection = connection;
    }

    void write(List<Checkpoint> checkpoints, Batch batch) throws SQLException {
        for (Checkpoint checkpoint : checkpoints) {
            Sql.update(connection, """
                    INSERT INTO source (name, position) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET position = excluded.position""", checkpoint.source(), checkpoint.position());
        }
        String source = checkpoints.getFirst().source();
        writeLines(source, batch.lines());
        writeCoverage(source, batch);
        try (Interned interned = new Interned(connection)) {
            writeGroups(interned, batch.groups());
            writeUsage(interned, batch.tallies());
        }
    }

    private void writeLines(String source, Map<String, Long> lines) throws SQLException {
        try (Sql sql = Sql.of(connection, LINES)) {
            for (Map.Entry<String, Long> line : lines.entrySet()) {
                sql.update(source, line.getKey(), line.getValue());
            }
        }
    }

    private void writeCoverage(String source, Batch batch) throws SQLException {
        Sql.update(connection, NEW_INTERVAL, source, batch.afterGap());
        Coverage heard = batch.coverage();
        if (heard.events() > 0) {
            long first = Micros.of(heard.from());
            long last = Micros.of(heard.to());
            Sql.update(connection, EXTEND_INTERVAL, first, first, last, last, heard.events(), source);
        }
    }

    private void writeGroups(Interned interned, Map<Subject, Set<String>> groups) throws SQLException {
        try (Sql sql = Sql.of(
                connection, "INSERT INTO subject_group (subject_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            for (Map.Entry<Subject, Set<String>> entry : groups.entrySet()) {
                long subject = interned.id(entry.getKey());
                for (String group : entry.getValue()) {
                    sql.update(subject, group);
                }
            }
        }
    }

    private void writeUsage(Interned interned, Map<Batch.Key, Tally> tallies) throws SQLException {
        try (Sql usage = Sql.of(connection, USAGE);
                Sql day = Sql.of(connection, USAGE_DAY)) {
            for (Map.Entry<Batch.Key, Tally> entry : tallies.entrySet()) {
                Batch.Key key = entry.getKey();
                Tally tally = entry.getValue();
                long subject = interned.id(key.subject());
                long permission = interned.id(key.permission());
                int denied = key.outcome() == Outcome.DENIED ? 1 : 0;
                long first = Micros.of(tally.first());
                long last = Micros.of(tally.last());
                usage.update(subject, permission, denied, first, last, tally.started(), tally.ended());
                day.update(subject, permission, denied, key.day(), tally.started(), tally.ended());
            }
        }
    }
}
