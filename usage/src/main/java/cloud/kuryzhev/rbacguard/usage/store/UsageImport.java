package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Fills an empty store with the lines that {@link UsageDump} writes, inside the caller's transaction. */
final class UsageImport {

    private static final Map<Section, String> INSERTS = Map.of(
            Section.POSITION, "INSERT INTO source (id, name, position) VALUES (?, ?, ?)",
            Section.LINES, "INSERT INTO source_lines (source_id, result, count) VALUES (?, ?, ?)",
            Section.HEARD, "INSERT INTO source_heard (source_id, number, first, last, events) VALUES (?, ?, ?, ?, ?)",
            Section.GAP, "INSERT INTO source_gap (source_id, number, cause) VALUES (?, ?, ?)",
            Section.GROUP, "INSERT INTO subject_group (subject_id, name) VALUES (?, ?)",
            Section.SEEN_FROM, "INSERT INTO seen_from (subject_id, kind, name, last_seen) VALUES (?, ?, ?, ?)",
            Section.USAGE, """
                    INSERT INTO usage (subject_id, permission_id, denied, first_seen, last_seen, started, ended,
                      closed_started, closed_ended)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            Section.DAY, """
                    INSERT INTO usage_day (subject_id, permission_id, denied, day, started, ended)
                    VALUES (?, ?, ?, ?, ?, ?)""");

    /** Lines inserted together. */
    private static final int CHUNK = 1_000;

    private final Connection connection;
    private final Numbers numbers = new Numbers();
    private final Names names = new Names(new Written());
    private final Map<Section, Sql> inserts = new EnumMap<>(Section.class);

    private UsageImport(Connection connection) {
        this.connection = connection;
    }

    /** Reads all lines of {@code in}; how many there were. */
    static long read(Connection connection, Reader in) throws SQLException, IOException, ImportException {
        if (Sql.number(connection, "SELECT (SELECT count(*) FROM source) + (SELECT count(*) FROM subject)") > 0) {
            throw new ImportException("the store is not empty: import into a new one");
        }
        UsageImport into = new UsageImport(connection);
        for (Map.Entry<Section, String> insert : INSERTS.entrySet()) {
            into.inserts.put(insert.getKey(), Sql.of(connection, insert.getValue()));
        }
        try {
            return into.read(new ImportLines(in));
        } finally {
            for (Sql insert : into.inserts.values()) {
                insert.close();
            }
        }
    }

    private long read(ImportLines lines) throws SQLException, IOException, ImportException {
        for (Optional<ImportLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            insert(line.get());
            if (lines.number() % CHUNK == 0) {
                run(lines.number());
            }
        }
        run(lines.number());
        return lines.number();
    }

    private void run(long line) throws SQLException, ImportException {
        try {
            names.write(connection);
            for (Sql insert : inserts.values()) {
                insert.run();
            }
        } catch (SQLException e) {
            if (isAboutTheData(e)) {
                throw ImportException.at(
                        line, "this line or one of the " + CHUNK + " before it cannot be stored: " + e.getMessage());
            }
            throw e;
        }
    }

    /** Integrity constraints: SQLSTATE class 23, and SQLITE_CONSTRAINT, which has no state. */
    private static boolean isAboutTheData(SQLException e) {
        String state = e.getSQLState();
        return state == null ? (e.getErrorCode() & 0xff) == 19 : state.startsWith("23");
    }

    private void insert(ImportLines.Line line) throws SQLException {
        Sql insert = inserts.get(line.section());
        if (insert == null) {
            throw new IllegalStateException("no insert for " + line.section());
        }
        switch (line.section()) {
            case POSITION -> insert.add(source(line), line.text("source"), line.text("position"));
            case LINES -> insert.add(source(line), line.text("result"), line.number("count"));
            case HEARD ->
                insert.add(
                        source(line),
                        line.number("heard"),
                        line.number("first"),
                        line.number("last"),
                        line.number("events"));
            case GAP -> insert.add(source(line), line.number("gap"), line.text("cause"));
            case GROUP -> insert.add(subject(line), line.text("group"));
            case SEEN_FROM -> insert.add(subject(line), line.text("kind"), line.text("name"), line.number("last_seen"));
            case USAGE ->
                insert.addNumbers(
                        subject(line),
                        permission(line),
                        line.number("denied"),
                        line.number("first_seen"),
                        line.number("last_seen"),
                        line.number("started"),
                        line.number("ended"),
                        line.number("started"),
                        line.number("ended"));
            case DAY ->
                insert.addNumbers(
                        subject(line),
                        permission(line),
                        line.number("denied"),
                        line.number("day"),
                        line.number("started"),
                        line.number("ended"));
        }
    }

    private long source(ImportLines.Line line) {
        return numbers.of(line.text("source"));
    }

    private long subject(ImportLines.Line line) {
        Who who = new Who(Subject.ofUsername(line.text("username")), numbers);
        names.keep(who);
        return who.number();
    }

    private long permission(ImportLines.Line line) {
        String path = line.text("path");
        Permission permission = path.isEmpty()
                ? new OnResource(
                        line.text("verb"),
                        line.text("api_group"),
                        line.text("resource"),
                        line.text("name"),
                        line.text("namespace"))
                : new OnUrl(line.text("verb"), path);
        long number = names.number(permission);
        names.keep(number, permission);
        return number;
    }
}
