package cloud.kuryzhev.rbacguard.usage.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL database, which several replicas may write to. */
record PostgresDatabase(DataSource source, String name) implements Database {

    /** @param url {@code jdbc:postgresql:…}, with whatever the driver takes as parameters */
    static PostgresDatabase of(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setReWriteBatchedInserts(true);
        int parameters = url.indexOf('?');
        return new PostgresDatabase(source, parameters < 0 ? url : url.substring(0, parameters));
    }

    /** Texts are compared by bytes, as SQLite does, whatever language the database speaks. */
    @Override
    public Map<String, String> dialect() {
        return Map.of("long", "BIGINT", "text", "TEXT COLLATE \"C\"", "clustered", "");
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public String rowLock() {
        return " FOR NO KEY UPDATE";
    }

    @Override
    public void backup(Path file) {
        throw new UnsupportedOperationException("back up PostgreSQL with pg_dump, or export the store");
    }
}
