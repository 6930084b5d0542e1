package cloud.kuryzhev.rbacguard.usage.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file with the schema of this version.
 *
 * <p>Write-ahead logging lets readers go on during a commit. Synchronous NORMAL may lose the last commits in a power cut, never half of
 * one: their lines are then read again from the older position.
 */
record SqliteDatabase(Path file, DataSource source) implements Database {

    private static final int CACHE_KIB = 64 * 1024;
    /** Pages in the log before they go to the file, which is then written less often. */
    private static final int LOG_PAGES = 16 * 1024;

    static SqliteDatabase of(Path file, Duration busyTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
        config.setCacheSize(-CACHE_KIB);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return new SqliteDatabase(file, source);
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        Sql.query(connection, "PRAGMA wal_autocheckpoint = " + LOG_PAGES, _ -> {});
        return connection;
    }

    @Override
    public Map<String, String> dialect() {
        return Map.of("long", "INTEGER", "text", "TEXT", "clustered", "WITHOUT ROWID");
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_SERIALIZABLE;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public String rowLock() {
        return "";
    }

    @Override
    public void backup(Path copy) throws SQLException {
        try (Connection connection = connect()) {
            Sql.update(connection, "VACUUM INTO ?", copy.toString());
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void migrate() {
        check();
        Database.super.migrate();
    }

    private void check() {
        List<String> damage = new ArrayList<>();
        try (Connection connection = connect()) {
            Sql.query(connection, "PRAGMA integrity_check(3)", row -> damage.add(row.getString(1)));
        } catch (SQLException e) {
            throw new UsageStoreException(
                    "cannot open the usage store " + file + " (check its directory and rights)", e);
        }
        if (!damage.equals(List.of("ok"))) {
            throw new UsageStoreException(
                    "the usage store " + file + " is damaged, move it away or restore a backup: " + damage);
        }
    }
}
