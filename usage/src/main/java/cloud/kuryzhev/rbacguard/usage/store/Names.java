package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The names of one transaction and their numbers; those that may be new are added to the tables. */
final class Names {

    private static final String SUBJECT = "INSERT INTO subject (id, username) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String PERMISSION = """
            INSERT INTO permission (id, namespace, api_group, resource, name, path, verb) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private record Row(long id, List<String> texts) {}

    private final Numbers numbers = new Numbers();
    private final Written written;
    private final List<Row> newSubjects = new ArrayList<>();
    private final List<Row> newPermissions = new ArrayList<>();

    /** @param written what earlier transactions wrote, and this one will have */
    Names(Written written) {
        this.written = written;
    }

    long number(Permission permission) {
        return numbers.of(Columns.of(permission));
    }

    void keep(Who who) {
        if (written.add(who.number())) {
            newSubjects.add(
                    new Row(who.number(), List.of(Columns.storable(who.subject().authenticatedName()))));
        }
    }

    void keep(long number, Permission permission) {
        if (written.add(number)) {
            newPermissions.add(new Row(number, List.of(Columns.of(permission))));
        }
    }

    void write(Connection connection) throws SQLException {
        write(connection, SUBJECT, newSubjects);
        write(connection, PERMISSION, newPermissions);
    }

    private static void write(Connection connection, String insert, List<Row> rows) throws SQLException {
        rows.sort(Comparator.comparingLong(Row::id));
        try (Sql sql = Sql.of(connection, insert)) {
            for (Row row : rows) {
                sql.addNamed(row.id(), row.texts());
            }
            sql.run();
        }
        rows.clear();
    }
}
