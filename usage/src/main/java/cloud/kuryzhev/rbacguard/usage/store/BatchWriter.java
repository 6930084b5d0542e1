package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
    /** As {@link #USAGE}, on a day that is closed. */
    private static final String LATE_USAGE =
            USAGE.replace("started, ended)", "started, ended, closed_started, closed_ended)")
                            .replace("?, ?)", "?, ?, ?, ?)")
                    + """
            ,
              closed_started = usage.closed_started + excluded.closed_started,
              closed_ended = usage.closed_ended + excluded.closed_ended""";

    private static final String USAGE_DAY = """
            INSERT INTO usage_day (subject_id, permission_id, denied, day, started, ended) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (subject_id, permission_id, denied, day) DO UPDATE SET
              started = usage_day.started + excluded.started,
              ended = usage_day.ended + excluded.ended""";
    private static final String GROUP =
            "INSERT INTO subject_group (subject_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String LINES = """
            INSERT INTO source_lines (source_id, result, count) VALUES (?, ?, ?)
            ON CONFLICT (source_id, result) DO UPDATE SET count = source_lines.count + excluded.count""";
    /** A new interval, unless the newest is still empty. */
    private static final String NEW_INTERVAL = """
            INSERT INTO source_heard (source_id, number, first, last, events)
            SELECT s.id, (SELECT count(*) FROM source_heard h WHERE h.source_id = s.id), 0, 0, 0
            FROM source s WHERE s.id = ?
              AND (? = 1 OR NOT EXISTS (SELECT 1 FROM source_heard h WHERE h.source_id = s.id))
              AND NOT EXISTS (SELECT 1 FROM source_heard h WHERE h.source_id = s.id AND h.events = 0)""";

    private static final String EXTEND_INTERVAL = """
            UPDATE source_heard SET
              first = CASE WHEN events = 0 OR ? < first THEN ? ELSE first END,
              last = CASE WHEN events = 0 OR ? > last THEN ? ELSE last END,
              events = events + ?
            WHERE source_id = ?
              AND number = (SELECT max(number) FROM source_heard h WHERE h.source_id = source_heard.source_id)""";

    private final Connection connection;
    private final Remembered written;
    private final Quota quota;
    private final String lock;

    /**
     * @param written what earlier transactions wrote
     * @param lock what a query ends with that locks its rows
     */
    BatchWriter(Connection connection, String lock, Remembered written, Quota quota) {
        this.connection = connection;
        this.lock = lock;
        this.written = written;
        this.quota = quota;
    }

    /**
     * Writes what counts of {@code batch}.
     *
     * @param source whose lines they are
     * @param seconds what was counted before
     */
    void write(String source, Batch batch, Twins.Found seconds) throws SQLException {
        Names names = new Names(written.names);
        Quota.Admitted admitted = quota.admit(connection, Rows.byDay(batch.tallies(), seconds.parts()), names);
        long number = new Numbers().of(source);
        writeLines(number, lines(batch, admitted, seconds));
        writeCoverage(number, batch);
        writeNames(names, batch, admitted.rows());
        writeUsage(admitted.rows());
        new RbacWriteTable(connection).write(batch.rbacWrites());
    }

    private static SortedMap<String, Long> lines(Batch batch, Quota.Admitted admitted, Twins.Found seconds) {
        SortedMap<String, Long> lines = new TreeMap<>(batch.lines());
        for (Twins.Candidate second : seconds.seconds()) {
            lines.merge(second.result(), -1L, Long::sum);
            lines.merge("skipped:same_request", 1L, Long::sum);
        }
        lines.put("overflow:subjects", admitted.bySubject());
        lines.put("overflow:permissions", admitted.byPermission());
        lines.values().removeIf(count -> count == 0);
        return lines;
    }

    private void writeLines(long source, SortedMap<String, Long> lines) throws SQLException {
        try (Sql sql = Sql.of(connection, LINES)) {
            for (Map.Entry<String, Long> line : lines.entrySet()) {
                sql.add(source, line.getKey(), line.getValue());
            }
            sql.run();
        }
    }

    private void writeCoverage(long source, Batch batch) throws SQLException {
        Sql.update(connection, NEW_INTERVAL, source, batch.gap().isPresent() ? 1 : 0);
        if (batch.gap().isPresent()) {
            new GapWriter(connection).explain(source, batch.gap().get());
        }
        Coverage heard = batch.coverage();
        if (heard.events() > 0) {
            long first = Micros.of(heard.from());
            long last = Micros.of(heard.to());
            Sql.update(connection, EXTEND_INTERVAL, first, first, last, last, heard.events(), source);
        }
    }

    private void writeNames(Names names, Batch batch, List<Rows.Row> rows) throws SQLException {
        Set<Long> admitted = new HashSet<>();
        long last = 0;
        for (Rows.Row row : rows) {
            if (admitted.isEmpty() || row.subject() != last) {
                last = row.subject();
                admitted.add(last);
            }
            names.keep(row.number(), row.permission());
        }
        SortedMap<Long, SortedSet<String>> groups = new TreeMap<>();
        SortedMap<Long, Whereabouts> seenFrom = new TreeMap<>();
        for (Batch.Member member : batch.members()) {
            long subject = member.who.number();
            if (admitted.contains(subject)) {
                names.keep(member.who);
                groups.computeIfAbsent(subject, _ -> new TreeSet<>()).addAll(member.groups);
                seenFrom.put(subject, member.seenFrom);
            }
        }
        names.write(connection);
        writeGroups(groups);
        new SeenFromTable(connection, written.places).write(seenFrom);
    }

    private void writeGroups(SortedMap<Long, SortedSet<String>> added) throws SQLException {
        Numbers numbers = new Numbers();
        try (Sql sql = Sql.of(connection, GROUP)) {
            for (Map.Entry<Long, SortedSet<String>> subject : added.entrySet()) {
                for (String seen : subject.getValue()) {
                    String group = Columns.storable(seen);
                    if (written.names.add(numbers.of(subject.getKey().toString(), group))) {
                        sql.add(subject.getKey(), group);
                    }
                }
            }
            sql.run();
        }
    }

    private void writeUsage(List<Rows.Row> rows) throws SQLException {
        Map<Long, Long> open = new OpenDays(connection, lock).open(Rows.newestDays(rows));
        List<Rows.Row> late = new ArrayList<>();
        try (Sql inTime = Sql.of(connection, USAGE)) {
            long subject = 0;
            long openDay = 0;
            for (Rows.Row row : rows) {
                if (row.subject() != subject) {
                    subject = row.subject();
                    openDay = open.getOrDefault(subject, row.day());
                }
                if (row.day() == openDay) {
                    addUsage(inTime, row);
                } else {
                    late.add(row);
                }
            }
            inTime.run();
        }
        writeLate(late);
    }

    private static void addUsage(Sql sql, Rows.Row row) throws SQLException {
        Tally tally = row.tally();
        sql.addNumbers(
                row.subject(), row.number(), row.denied(), tally.first(), tally.last(), tally.started(), tally.ended());
    }

    private void writeLate(List<Rows.Row> rows) throws SQLException {
        try (Sql usage = Sql.of(connection, LATE_USAGE);
                Sql day = Sql.of(connection, USAGE_DAY)) {
            for (Rows.Row row : Rows.total(rows)) {
                Tally tally = row.tally();
                usage.addNumbers(
                        row.subject(),
                        row.number(),
                        row.denied(),
                        tally.first(),
                        tally.last(),
                        tally.started(),
                        tally.ended(),
                        tally.started(),
                        tally.ended());
            }
            for (Rows.Row row : rows) {
                Tally tally = row.tally();
                day.addNumbers(row.subject(), row.number(), row.denied(), row.day(), tally.started(), tally.ended());
            }
            usage.run();
            day.run();
        }
    }
}
