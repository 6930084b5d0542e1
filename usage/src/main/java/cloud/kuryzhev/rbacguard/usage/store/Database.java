package cloud.kuryzhev.rbacguard.usage.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** What the two kinds of database do differently. Everything else is the same SQL. */
sealed interface Database permits SqliteDatabase, PostgresDatabase {

    /** Makes connections. */
    DataSource source();

    /** What its types and clauses are called, for the schema's placeholders. */
    Map<String, String> dialect();

    /** In which one transaction sees one moment, as {@link Connection} numbers them. */
    int snapshotIsolation();

    /** Whether other processes may write to it too. */
    boolean isShared();

    /** What a query ends with that locks its rows until the transaction ends; empty where one alone writes anyway. */
    String rowLock();

    /** Writes a copy as of one moment to {@code file}, which must not exist. */
    void backup(Path file) throws SQLException;

    /** For messages; without a password. */
    String name();

    default Connection connect() throws SQLException {
        return source().getConnection();
    }

    /** Brings the schema up to date. */
    default void migrate() {
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source())
                    .locations("classpath:db/usage")
                    .placeholders(dialect())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new UsageStoreException("cannot bring the schema of " + name() + " up to date", e);
        }
    }
}
