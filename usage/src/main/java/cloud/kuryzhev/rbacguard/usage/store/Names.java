package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the names of one batch and their numbers, and adds those to the tables that may be new. */
final class Names {

    private static final String SUBJECT = "INSERT INTO subject (id, username) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String PERMISSION = """
            INSERT INTO permission (id, namespace, api_group, resource, name, path, verb) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private final Numbers numbers = new Numbers();
    private final Written written;
    private final Map<Subject, Long> subjects = new HashMap<>();
    private final SortedMap<Long, Object[]> newSubjects = new TreeMap<>();
    private final SortedMap<Long, Object[]> newPermissions = new TreeMap<>();

    Names(Written written) {
        this.written = written;
    }

    long number(Subject subject) {
        return subjects.computeIfAbsent(subject, _ -> {
            String username = Columns.storable(subject.authenticatedName());
            long id = numbers.of(username);
            if (written.add(id)) {
                newSubjects.put(id, new Object[] {id, username});
            }
            return id;
        });
    }

    long number(Permission permission) {
        String[] columns = Columns.of(permission);
        long id = numbers.of(columns);
        if (written.add(id)) {
            Object[] row = new Object[columns.length + 1];
            row[0] = id;
            System.arraycopy(columns, 0, row, 1, columns.length);
            newPermissions.put(id, row);
        }
        return id;
    }

    void write(Connection connection) throws SQLException {
        write(connection, SUBJECT, newSubjects);
        write(connection, PERMISSION, newPermissions);
    }

    private static void write(Connection connection, String insert, SortedMap<Long, Object[]> rows)
            throws SQLException {
        try (Sql sql = Sql.of(connection, insert)) {
            for (Object[] row : rows.values()) {
                sql.add(row);
            }
            sql.run();
        }
    }
}
