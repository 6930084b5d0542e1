package cloud.kuryzhev.rbacguard.usage.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where each source stands, and where this process believes that it stands. A source moves on only from where it was believed to be, so of
 * two processes with the same source one commits and the other learns of it. A source that was never asked for has no such place.
 */
final class Positions {

    private static final String FIND = "SELECT position FROM source WHERE id = ?";
    private static final String MOVE = "UPDATE source SET position = ? WHERE id = ? AND position = ?";
    private static final String MOVE_ANYHOW = "UPDATE source SET position = ? WHERE id = ?";
    private static final String BEGIN =
            "INSERT INTO source (id, name, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final Map<String, Optional<Checkpoint>> believed = new ConcurrentHashMap<>();

    /** What the store says, believed from now on. */
    Optional<Checkpoint> read(Connection connection, String source) throws SQLException {
        AtomicReference<@Nullable Checkpoint> found = new AtomicReference<>();
        Sql.query(
                connection, FIND, row -> found.set(new Checkpoint(source, row.getString(1))), new Numbers().of(source));
        Optional<Checkpoint> position = Optional.ofNullable(found.get());
        believed.put(source, position);
        return position;
    }

    /** @throws SourceMovedException if another process moved one of them meanwhile */
    void move(Connection connection, List<Checkpoint> to) throws SQLException {
        for (Checkpoint checkpoint : to) {
            if (!moves(connection, checkpoint)) {
                throw new SourceMovedException(checkpoint.source());
            }
        }
    }

    private boolean moves(Connection connection, Checkpoint to) throws SQLException {
        long id = new Numbers().of(to.source());
        if (!believed.containsKey(to.source())) {
            return begins(connection, id, to) || Sql.update(connection, MOVE_ANYHOW, to.position(), id) == 1;
        }
        Optional<Checkpoint> from = believed.getOrDefault(to.source(), Optional.empty());
        return from.isPresent()
                ? Sql.update(connection, MOVE, to.position(), id, from.get().position()) == 1
                : begins(connection, id, to);
    }

    private static boolean begins(Connection connection, long id, Checkpoint at) throws SQLException {
        return Sql.update(connection, BEGIN, id, at.source(), at.position()) == 1;
    }

    /** To be told after the commit. */
    void moved(List<Checkpoint> to) {
        to.forEach(checkpoint -> believed.put(checkpoint.source(), Optional.of(checkpoint)));
    }
}
