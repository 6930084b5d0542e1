package cloud.kuryzhev.rbacguard.usage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, started once for all tests of this process; it never falls, so that it may leave fsync to the system. */
public final class TestPostgres {

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();
    }

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server on {@code data} and {@code port}, to be stopped and started again. */
    public static EmbeddedPostgres on(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    /** The URL of a new, empty database. */
    public static String newDatabase() {
        String name = "usage_" + DATABASES.incrementAndGet();
        try (Connection connection = Shared.SERVER.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Shared.SERVER.getJdbcUrl("postgres", name);
    }
}
