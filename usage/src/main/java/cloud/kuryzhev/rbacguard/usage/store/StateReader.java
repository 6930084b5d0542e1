package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what sources were heard, and how much there is. */
final class StateReader {

    private static final String LINES_LOST = "lines_lost";
    private static final String HEARD = """
            SELECT s.name, h.number, h.first, h.last, h.events, g.cause
            FROM source_heard h JOIN source s ON s.id = h.source_id
            LEFT JOIN source_gap g ON g.source_id = h.source_id AND g.number = h.number
            ORDER BY s.name, h.number""";

    private final Connection connection;

    StateReader(Connection connection) {
        this.connection = connection;
    }

    StoreState read() throws SQLException {
        return new StoreState(sources(), number("SELECT count(*) FROM usage"), number(bytes()));
    }

    /** By name; one that has no event yet is left out only if it never had a line. */
    List<SourceCoverage> sources() throws SQLException {
        SortedMap<String, List<Heard>> heard = new TreeMap<>();
        Sql.query(connection, HEARD, row -> heard.computeIfAbsent(row.getString("name"), _ -> new ArrayList<>())
                .add(heard(row)));
        return heard.entrySet().stream()
                .map(entry -> new SourceCoverage(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Heard heard(ResultSet row) throws SQLException {
        long events = row.getLong("events");
        Coverage time = events == 0
                ? Coverage.NONE
                : new Coverage(Micros.toInstant(row.getLong("first")), Micros.toInstant(row.getLong("last")), events);
        String cause = row.getString("cause");
        return new Heard(time, row.getLong("number") == 0 ? "" : cause == null ? LINES_LOST : cause);
    }

    private String bytes() throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("SQLite")
                ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
                : "SELECT pg_database_size(current_database())";
    }

    private long number(String query) throws SQLException {
        long[] number = {0};
        Sql.query(connection, query, row -> number[0] = row.getLong(1));
        return number[0];
    }
}
