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

    /** How many rows changed. */
    static int update(Connection connection, String text, Object... parameters) throws SQLException {
        try (Sql sql = of(connection, text)) {
            sql.bind(parameters);
            return sql.statement.executeUpdate();
        }
    }

    static void query(Connection connection, String text, Row row, Object... parameters) throws SQLException {
        try (Sql sql = of(connection, text)) {
            sql.query(row, parameters);
        }
    }

    /** To be run with others by {@link #run}. */
    void add(Object... parameters) throws SQLException {
        bind(parameters);
        statement.addBatch();
    }

    /** As {@link #add}, for rows of numbers, of which there are many. */
    void addNumbers(long... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
        statement.addBatch();
    }

    void run() throws SQLException {
        statement.executeBatch();
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
