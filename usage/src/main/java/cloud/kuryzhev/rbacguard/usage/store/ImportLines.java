package cloud.kuryzhev.rbacguard.usage.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads exported lines one by one, however many there are. */
final class ImportLines {

    /** One row. */
    record Line(Section section, Map<String, String> texts, Map<String, Long> numbers) {

        String text(String field) {
            return texts.getOrDefault(field, "");
        }

        long number(String field) {
            return numbers.getOrDefault(field, 0L);
        }
    }

    private static final int MAX_LINE = 1 << 18;
    private static final JsonFactory JSON = new JsonFactory();

    private final BufferedReader in;
    private long number;

    ImportLines(Reader in) {
        this.in = new BufferedReader(in);
    }

    /** Of the last line. */
    long number() {
        return number;
    }

    Optional<Line> next() throws IOException, ImportException {
        StringBuilder text = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        number++;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (text.length() == MAX_LINE) {
                throw ImportException.at(number, "longer than " + MAX_LINE + " characters, which no export has");
            }
            text.append((char) c);
        }
        return Optional.of(parse(text.toString()));
    }

    private Line parse(String text) throws IOException, ImportException {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Long> numbers = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            boolean object = json.nextToken() == JsonToken.START_OBJECT;
            while (object && json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                switch (json.nextToken()) {
                    case VALUE_STRING -> texts.put(field, Columns.storable(json.getText()));
                    case VALUE_NUMBER_INT -> numbers.put(field, json.getLongValue());
                    default -> throw ImportException.at(number, field + " is neither a text nor a whole number");
                }
            }
            if (!object || json.nextToken() != null) {
                throw ImportException.at(number, "not one JSON object");
            }
        } catch (JsonParseException | StreamConstraintsException e) {
            throw ImportException.at(number, "not JSON: " + e.getOriginalMessage());
        }
        return new Line(section(texts, numbers), texts, numbers);
    }

    private Section section(Map<String, String> texts, Map<String, Long> numbers) throws ImportException {
        List<String> fields = Stream.concat(texts.keySet().stream(), numbers.keySet().stream())
                .toList();
        for (Section section : Section.values()) {
            if (section.fields().equals(fields)) {
                return section;
            }
        }
        throw ImportException.at(number, "no kind of line has the fields " + fields);
    }
}
