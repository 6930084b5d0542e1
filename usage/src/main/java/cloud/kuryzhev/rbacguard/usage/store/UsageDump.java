package cloud.kuryzhev.rbacguard.usage.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A store as JSON lines, one per row of each query below, without the numbers that depend on the order of arrival. */
final class UsageDump {

    private static final JsonFactory JSON = new JsonFactory();

    private static final List<String> QUERIES = List.of(
            """
            SELECT s.name AS source, l.result, l.count FROM source_lines l JOIN source s ON s.id = l.source_id
            ORDER BY 1, 2""",
            """
            SELECT s.name AS source, h.number AS heard, h.first, h.last, h.events
            FROM source_heard h JOIN source s ON s.id = h.source_id ORDER BY 1, 2""",
            "SELECT s.username, g.name AS \"group\" FROM subject_group g JOIN subject s ON s.id = g.subject_id ORDER BY 1, 2",
            """
            SELECT s.username, p.namespace, p.api_group, p.resource, p.name, p.path, p.verb, u.denied,
              u.first_seen, u.last_seen, u.started, u.ended
            FROM usage u JOIN subject s ON s.id = u.subject_id JOIN permission p ON p.id = u.permission_id
            ORDER BY 1, 2, 3, 4, 5, 6, 7, 8""",
            """
            SELECT s.username, p.namespace, p.api_group, p.resource, p.name, p.path, p.verb, u.denied,
              u.day, u.started, u.ended
            FROM usage_day u JOIN subject s ON s.id = u.subject_id JOIN permission p ON p.id = u.permission_id
            ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9""");

    private UsageDump() {}

    static List<String> lines(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String query : QUERIES) {
            Sql.query(connection, query, row -> lines.add(json(row)));
        }
        return lines;
    }

    private static String json(ResultSet row) throws SQLException {
        StringWriter text = new StringWriter();
        ResultSetMetaData columns = row.getMetaData();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                json.writeObjectField(columns.getColumnLabel(i), row.getObject(i));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
