package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.store.Whereabouts.Sighting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps the latest pods and nodes of each subject. */
final class SeenFromTable {

    private static final List<String> KINDS = List.of("node", "pod");
    private static final String SEEN = """
            INSERT INTO seen_from (subject_id, kind, name, last_seen) VALUES (?, ?, ?, ?)
            ON CONFLICT (subject_id, kind, name) DO UPDATE SET
              last_seen = CASE WHEN excluded.last_seen > seen_from.last_seen THEN excluded.last_seen ELSE seen_from.last_seen END""";
    private static final String FORGET = """
            DELETE FROM seen_from WHERE subject_id = ? AND kind = ? AND name NOT IN (
              SELECT f.name FROM seen_from f WHERE f.subject_id = ? AND f.kind = ?
              ORDER BY f.last_seen DESC, f.name LIMIT\s""" + SeenFrom.KEPT + ")";
    private static final String FIND = """
            SELECT kind, name FROM seen_from WHERE subject_id = ? ORDER BY last_seen DESC, name""";

    /** One that may have more than are kept. */
    private record Grown(long subject, String kind) {}

    private final Connection connection;
    private final Written written;

    /** @param written places that the table has */
    SeenFromTable(Connection connection, Written written) {
        this.connection = connection;
        this.written = written;
    }

    /** Of the subjects with these numbers. */
    void write(SortedMap<Long, Whereabouts> added) throws SQLException {
        List<Grown> grown = new ArrayList<>();
        Numbers numbers = new Numbers();
        try (Sql seen = Sql.of(connection, SEEN);
                Sql forget = Sql.of(connection, FORGET)) {
            for (Map.Entry<Long, Whereabouts> subject : added.entrySet()) {
                for (String kind : KINDS) {
                    boolean isNew = false;
                    for (Sighting sighting : subject.getValue().latest(kind)) {
                        String name = sighting.place().name();
                        seen.add(subject.getKey(), kind, name, sighting.at());
                        isNew |= written.add(numbers.of(subject.getKey().toString(), kind, name));
                    }
                    if (isNew) {
                        grown.add(new Grown(subject.getKey(), kind));
                    }
                }
            }
            seen.run();
            forget(forget, grown);
        }
    }

    private void forget(Sql forget, List<Grown> grown) throws SQLException {
        int forgotten = 0;
        for (Grown one : grown) {
            forgotten += forget.change(one.subject(), one.kind(), one.subject(), one.kind());
        }
        if (forgotten > 0) {
            written.clear(); // what was forgotten may come again, and is new then
        }
    }

    static SeenFrom read(Connection connection, String username) throws SQLException {
        SortedMap<String, List<String>> names = new TreeMap<>();
        Sql.query(
                connection,
                FIND,
                row -> names.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(row.getString(2)),
                new Numbers().of(username));
        return new SeenFrom(names.getOrDefault("pod", List.of()), names.getOrDefault("node", List.of()));
    }
}
