package cloud.kuryzhev.rbacguard.usage.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A prepared statement run with positional parameters. */
record Sql(PreparedStatement statement) implements AutoCloseable {

    /** Takes one row. */
    interface Row {
        void accept(ResultSet row) throws SQLException;
    }

    static Sql of(Connection connection, String text) throws SQLException {
        return new Sql(connection.prepareStatement(text));
    }

    static void update(Connection connection, String text, Object... parameters) throws SQLException {
        try (Sql sql = of(connection, text)) {
            sql.update(parameters);
        }
    }

    static void query(Connection connection, String text, Row row, Object... parameters) throws SQLException {
        try (Sql sql = of(connection, text)) {
            sql.query(row, parameters);
        }
    }

    void update(Object... parameters) throws SQLException {
        bind(parameters);
        statement.executeUpdate();
    }

    void query(Row row, Object... parameters) throws SQLException {
        bind(parameters);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                row.accept(rows);
            }
        }
    }

    private void bind(Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
