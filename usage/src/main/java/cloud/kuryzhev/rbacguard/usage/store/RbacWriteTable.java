package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.From;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps the latest writes of each role and binding: who made them, when and from where. */
final class RbacWriteTable {

    /** Of one object: a controller may write it every second. */
    private static final int KEPT = 10;

    private static final int MOST_ADDRESSES = 8;

    private static final String OBJECT = "kind = ? AND namespace = ? AND name = ?";
    private static final String INSERT = """
            INSERT INTO rbac_write (kind, namespace, name, at, verb, username, addresses, agent, judged, told)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
            ON CONFLICT DO NOTHING""";
    private static final String FORGET =
            "DELETE FROM rbac_write WHERE " + OBJECT + " AND at NOT IN (SELECT w.at FROM rbac_write w WHERE "
                    + "w.kind = ? AND w.namespace = ? AND w.name = ? ORDER BY w.at DESC LIMIT " + KEPT + ")";
    private static final String TOLD = "UPDATE rbac_write SET told = 1 WHERE " + OBJECT + " AND at = ?";
    private static final String SINCE = """
            INSERT INTO rbac_write (kind, namespace, name, at, verb, username, addresses, agent, judged, told)
            SELECT '', '', '', ?, '', '', '', '', 1, 1 WHERE NOT EXISTS (SELECT 1 FROM rbac_write WHERE kind = '')""";

    static final String UNTOLD =
            "SELECT w.*, 0 AS outside FROM rbac_write w WHERE told = 0 ORDER BY at, kind, namespace, name";
    static final String UNTOLD_OR_OUTSIDE = """
            SELECT * FROM (
              SELECT w.*, CASE WHEN w.judged = 0 AND NOT EXISTS (
                SELECT 1 FROM rbac_write j WHERE j.kind = w.kind AND j.namespace = w.namespace AND j.name = w.name
                  AND j.judged = 1 AND j.at > w.at) THEN 1 ELSE 0 END AS outside
              FROM rbac_write w) found
            WHERE told = 0 OR outside = 1 ORDER BY at, kind, namespace, name""";

    private final Connection connection;

    RbacWriteTable(Connection connection) {
        this.connection = connection;
    }

    void write(List<RbacWrite> writes) throws SQLException {
        if (writes.isEmpty()) {
            return;
        }
        Set<ObjectKey> objects = new LinkedHashSet<>();
        try (Sql insert = Sql.of(connection, INSERT)) {
            for (RbacWrite write : writes) {
                ObjectKey key = storable(write.object());
                objects.add(key);
                insert.add(
                        key.kind().name(),
                        key.namespace(),
                        key.name(),
                        Micros.of(write.at()),
                        write.verb(),
                        Columns.storable(write.by()),
                        Columns.storable(addresses(write.from())),
                        Columns.storable(write.from().agent()),
                        write.judged() ? 1 : 0);
            }
            insert.run();
        }
        try (Sql forget = Sql.of(connection, FORGET)) {
            for (ObjectKey key : objects) {
                String kind = key.kind().name();
                forget.add(kind, key.namespace(), key.name(), kind, key.namespace(), key.name());
            }
            forget.run();
        }
    }

    void told(Collection<RbacWrite> writes) throws SQLException {
        try (Sql told = Sql.of(connection, TOLD)) {
            for (RbacWrite write : writes) {
                ObjectKey key = storable(write.object());
                told.add(key.kind().name(), key.namespace(), key.name(), Micros.of(write.at()));
            }
            told.run();
        }
    }

    /** Kept as a write of nothing. */
    Instant toldSince(Instant now) throws SQLException {
        Sql.update(connection, SINCE, Micros.of(now));
        return Micros.toInstant(
                Sql.number(connection, "SELECT at FROM rbac_write WHERE kind = '' ORDER BY at LIMIT 1"));
    }

    /** @param query {@link #UNTOLD} or {@link #UNTOLD_OR_OUTSIDE} */
    static List<StoredWrite> read(Connection connection, String query) throws SQLException {
        List<StoredWrite> writes = new ArrayList<>();
        Sql.query(connection, query, row -> writes.add(stored(row)));
        return writes;
    }

    private static StoredWrite stored(ResultSet row) throws SQLException {
        String addresses = row.getString("addresses");
        var write = new RbacWrite(
                new ObjectKey(Kind.valueOf(row.getString("kind")), row.getString("namespace"), row.getString("name")),
                Micros.toInstant(row.getLong("at")),
                row.getString("verb"),
                row.getString("username"),
                new From(addresses.isEmpty() ? List.of() : List.of(addresses.split(" ", -1)), row.getString("agent")),
                row.getLong("judged") == 1);
        return new StoredWrite(write, row.getLong("told") == 1, row.getLong("outside") == 1);
    }

    private static String addresses(From from) {
        return String.join(" ", from.addresses().stream().limit(MOST_ADDRESSES).toList());
    }

    private static ObjectKey storable(ObjectKey key) {
        return new ObjectKey(key.kind(), Columns.storable(key.namespace()), Columns.storable(key.name()));
    }
}
