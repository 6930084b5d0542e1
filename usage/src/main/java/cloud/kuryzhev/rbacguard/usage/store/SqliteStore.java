package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@link UsageStore} on {@link SqliteDatabase}: one connection that writes, and one for each reading. */
final class SqliteStore implements UsageStore {

    /** Reads over one connection. */
    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    private final SqliteDatabase database;
    private @Nullable Connection writer;

    private SqliteStore(SqliteDatabase database) {
        this.database = database;
    }

    static SqliteStore open(Path file, Duration busyTimeout) {
        return new SqliteStore(SqliteDatabase.open(file, busyTimeout));
    }

    @Override
    public void commit(List<Checkpoint> checkpoints, Batch batch) {
        try {
            Connection connection = writer();
            new BatchWriter(connection).write(checkpoints, batch);
            connection.commit();
        } catch (SQLException e) {
            undo(e);
            throw new UsageStoreException("cannot write to the usage store " + database.file(), e);
        }
    }

    private Connection writer() throws SQLException {
        Connection connection = writer;
        if (connection == null) {
            connection = database.connect();
            connection.setAutoCommit(false);
            writer = connection;
        }
        return connection;
    }

    /** The next commit gets a connection of its own: what state a failed one is in depends on the failure. */
    private void undo(SQLException cause) {
        try {
            close();
        } catch (UsageStoreException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public Optional<Checkpoint> checkpoint(String source) {
        AtomicReference<@Nullable Checkpoint> found = new AtomicReference<>();
        read(connection -> {
            Sql.query(
                    connection,
                    "SELECT position FROM source WHERE name = ?",
                    row -> found.set(new Checkpoint(source, row.getString(1))),
                    source);
            return found;
        });
        return Optional.ofNullable(found.get());
    }

    @Override
    public SortedMap<String, Long> lines(String source) {
        SortedMap<String, Long> lines = new TreeMap<>();
        return read(connection -> {
            Sql.query(
                    connection,
                    "SELECT l.result, l.count FROM source_lines l JOIN source s ON s.id = l.source_id WHERE s.name = ?",
                    row -> lines.put(row.getString(1), row.getLong(2)),
                    source);
            return lines;
        });
    }

    @Override
    public Usage snapshot() {
        return read(connection -> new SnapshotReader(connection).read());
    }

    @Override
    public void dump(Appendable out) throws IOException {
        for (String line : read(UsageDump::lines)) {
            out.append(line).append('\n');
        }
    }

    /** In one transaction, so that all of it is of the same moment. */
    private <T> T read(Reading<T> reading) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            T result = reading.from(connection);
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw new UsageStoreException("cannot read the usage store " + database.file(), e);
        }
    }

    @Override
    public void close() {
        Connection connection = writer;
        writer = null;
        if (connection != null) {
            try (connection) {
                connection.rollback();
            } catch (SQLException e) {
                throw new UsageStoreException("cannot close the usage store " + database.file(), e);
            }
        }
    }
}
