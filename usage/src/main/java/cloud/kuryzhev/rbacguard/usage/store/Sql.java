package cloud.kuryzhev.rbacguard.usage.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A prepared statement run with positional parameters. */
final class Sql implements AutoCloseable {

    /** Rows held at once, where the driver would hold all. */
    private static final int FETCHED = 1_000;

    /** Rows that wait together to be run. */
    private static final int ADDED = 4_096;

    private final PreparedStatement statement;
    private int added;

    private Sql(PreparedStatement statement) {
        this.statement = statement;
    }

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

    /** The number that a query for one number finds. */
    static long number(Connection connection, String text, Object... parameters) throws SQLException {
        try (Sql sql = of(connection, text)) {
            return sql.number(parameters);
        }
    }

    long number(Object... parameters) throws SQLException {
        long[] number = {0};
        query(row -> number[0] = row.getLong(1), parameters);
        return number[0];
    }

    /** Runs at once; how many rows changed. */
    int change(Object... parameters) throws SQLException {
        bind(parameters);
        return statement.executeUpdate();
    }

    /** To be run with others by {@link #run}. */
    void add(Object... parameters) throws SQLException {
        bind(parameters);
        added();
    }

    /** As {@link #add}, for rows of numbers, of which there are many. */
    void addNumbers(long... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
        added();
    }

    /** As {@link #add}, for a name and its number. */
    void addNamed(long number, List<String> name) throws SQLException {
        statement.setLong(1, number);
        for (int i = 0; i < name.size(); i++) {
            statement.setString(i + 2, name.get(i));
        }
        added();
    }

    private void added() throws SQLException {
        statement.addBatch();
        if (++added == ADDED) {
            run();
        }
    }

    void run() throws SQLException {
        statement.executeBatch();
        added = 0;
    }

    void query(Row row, Object... parameters) throws SQLException {
        bind(parameters);
        statement.setFetchSize(FETCHED);
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
