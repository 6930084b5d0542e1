package cloud.kuryzhev.rbacguard.usage.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file with the schema of this version.
 *
 * <p>Write-ahead logging lets readers go on during a commit. Synchronous NORMAL may lose the last commits in a power cut, never half of
 * one: their lines are then read again from the older position.
 */
final class SqliteDatabase {

    private static final String MIGRATIONS = "classpath:cloud/kuryzhev/rbacguard/usage/store/sqlite";

    private final Path file;
    private final SQLiteDataSource source;

    private SqliteDatabase(Path file, Duration busyTimeout) {
        this.file = file;
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
        config.enforceForeignKeys(true);
        source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    }

    /** Opens, checks and migrates {@code file}. */
    static SqliteDatabase open(Path file, Duration busyTimeout) {
        SqliteDatabase database = new SqliteDatabase(file, busyTimeout);
        database.check();
        try {
            Flyway.configure(SqliteDatabase.class.getClassLoader())
                    .dataSource(database.source)
                    .locations(MIGRATIONS)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new UsageStoreException("cannot bring the schema of " + file + " up to date", e);
        }
        return database;
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

    Connection connect() throws SQLException {
        return source.getConnection();
    }

    Path file() {
        return file;
    }
}
