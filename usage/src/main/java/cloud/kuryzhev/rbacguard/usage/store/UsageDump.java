package cloud.kuryzhev.rbacguard.usage.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/** A store as JSON lines, one per row of each section, without the numbers. */
final class UsageDump {

    private static final JsonFactory JSON = new JsonFactory();

    private UsageDump() {}

    static void write(Connection connection, Set<Section> sections, Appendable out) throws SQLException, IOException {
        try {
            for (Section section : sections) {
                Sql.query(connection, section.query(), row -> append(json(section, row), out));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void append(String line, Appendable out) {
        try {
            out.append(line).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Section section, ResultSet row) throws SQLException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (String field : section.fields()) {
                json.writeObjectField(field, row.getObject(field));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
