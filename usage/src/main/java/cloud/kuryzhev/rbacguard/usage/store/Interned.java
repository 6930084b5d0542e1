package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The numbers of subjects and permissions, given out on first sight. Lives as long as one transaction, which may yet be undone. */
final class Interned implements AutoCloseable {

    private final Sql findSubject;
    private final Sql addSubject;
    private final Sql findPermission;
    private final Sql addPermission;
    private final Map<Subject, Long> subjects = new HashMap<>();
    private final Map<Permission, Long> permissions = new HashMap<>();

    Interned(Connection connection) throws SQLException {
        findSubject = Sql.of(connection, "SELECT id FROM subject WHERE username = ?");
        addSubject = Sql.of(connection, "INSERT INTO subject (username) VALUES (?) RETURNING id");
        findPermission = Sql.of(connection, """
                SELECT id FROM permission
                WHERE namespace = ? AND api_group = ? AND resource = ? AND name = ? AND path = ? AND verb = ?""");
        addPermission = Sql.of(connection, """
                INSERT INTO permission (namespace, api_group, resource, name, path, verb)
                VALUES (?, ?, ?, ?, ?, ?) RETURNING id""");
    }

    long id(Subject subject) throws SQLException {
        return id(subjects, subject, findSubject, addSubject, subject.authenticatedName());
    }

    long id(Permission permission) throws SQLException {
        Object[] columns =
                switch (permission) {
                    case OnResource on ->
                        new Object[] {on.namespace(), on.apiGroup(), on.resource(), on.name(), "", on.verb()};
                    case OnUrl url -> new Object[] {"", "", "", "", url.path(), url.verb()};
                };
        return id(permissions, permission, findPermission, addPermission, columns);
    }

    private static <K> long id(Map<K, Long> known, K key, Sql find, Sql add, Object... columns) throws SQLException {
        if (!known.containsKey(key)) {
            find.query(row -> known.put(key, row.getLong(1)), columns);
        }
        if (!known.containsKey(key)) {
            add.query(row -> known.put(key, row.getLong(1)), columns);
        }
        return known.getOrDefault(key, 0L);
    }

    @Override
    public void close() throws SQLException {
        findSubject.close();
        addSubject.close();
        findPermission.close();
        addPermission.close();
    }
}
