package cloud.kuryzhev.rbacguard.usage.store;

import static java.util.stream.Collectors.toSet;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.GaplessCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a whole store into a {@link Usage}. */
final class SnapshotReader {

    /** One subject, while its rows come in. */
    private record Collected(
            SortedSet<String> groups, SortedMap<Permission, Seen> used, SortedMap<Permission, Seen> denied) {
        Collected() {
            this(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
        }
    }

    private final Connection connection;
    private final Map<Long, Permission> permissions = new HashMap<>();
    private final Map<String, Collected> bySubject = new HashMap<>();

    SnapshotReader(Connection connection) {
        this.connection = connection;
    }

    Usage read() throws SQLException {
        Sql.query(
                connection,
                "SELECT * FROM permission",
                row -> permissions.put(row.getLong("id"), Columns.permission(row)));
        Sql.query(
                connection,
                "SELECT s.username, g.name FROM subject_group g JOIN subject s ON s.id = g.subject_id",
                row -> of(row).groups().add(row.getString("name")));
        Sql.query(
                connection,
                "SELECT s.username, u.* FROM usage u JOIN subject s ON s.id = u.subject_id",
                this::addUsage);
        SortedMap<Subject, SubjectUsage> usage = new TreeMap<>();
        bySubject.forEach((username, seen) ->
                usage.put(Subject.ofUsername(username), new SubjectUsage(seen.groups(), seen.used(), seen.denied())));
        return new Usage(coverage(), usage);
    }

    /** As {@link #read}, where only some are not as they were. */
    Usage read(KeptUsage.Known known) throws SQLException {
        SortedMap<Subject, SubjectUsage> usage = new TreeMap<>(known.usage());
        Numbers numbers = new Numbers();
        for (Subject subject : known.changed()) {
            String username = Columns.storable(subject.authenticatedName());
            Collected seen = read(numbers.of(username));
            Subject stored = Subject.ofUsername(username);
            if (seen.groups().isEmpty()
                    && seen.used().isEmpty()
                    && seen.denied().isEmpty()) {
                usage.remove(stored); // there was no room for it
            } else {
                usage.put(stored, new SubjectUsage(seen.groups(), seen.used(), seen.denied()));
            }
        }
        return new Usage(coverage(), usage);
    }

    private Collected read(long subject) throws SQLException {
        Collected seen = new Collected();
        Sql.query(
                connection,
                "SELECT name FROM subject_group WHERE subject_id = ?",
                row -> seen.groups().add(row.getString("name")),
                subject);
        Sql.query(
                connection,
                "SELECT * FROM usage u JOIN permission p ON p.id = u.permission_id WHERE u.subject_id = ?",
                row -> (row.getInt("denied") == 1 ? seen.denied() : seen.used())
                        .put(Columns.permission(row), seen(row)),
                subject);
        return seen;
    }

    private Collected of(ResultSet row) throws SQLException {
        return bySubject.computeIfAbsent(row.getString("username"), _ -> new Collected());
    }

    private void addUsage(ResultSet row) throws SQLException {
        Permission permission = permissions.get(row.getLong("permission_id"));
        Collected collected = of(row);
        if (permission != null) {
            (row.getInt("denied") == 1 ? collected.denied() : collected.used()).put(permission, seen(row));
        }
    }

    private static Seen seen(ResultSet row) throws SQLException {
        Instant first = Micros.toInstant(row.getLong("first_seen"));
        Instant last = Micros.toInstant(row.getLong("last_seen"));
        return new Seen(first, last, Tally.requests(row.getLong("started"), row.getLong("ended")));
    }

    /** The time that every source was heard without a gap up to now. */
    private Coverage coverage() throws SQLException {
        List<SourceCoverage> sources = new StateReader(connection).sources();
        return GaplessCoverage.of(
                sources, sources.stream().map(SourceCoverage::source).collect(toSet()));
    }
}
