package cloud.kuryzhev.rbacguard.kube.admission;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shapes that Kubernetes JSON is made of, read from a stream; every method stands on the value's first token and ends on its last. */
final class JsonFields {

    /** Reads one value. */
    @FunctionalInterface
    interface ValueReader<T> {
        T read(JsonParser json) throws IOException;
    }

    /** Reads the value of one named field, or skips it. */
    @FunctionalInterface
    interface FieldReader {
        void read(String field, JsonParser json) throws IOException;
    }

    private JsonFields() {}

    /** An object, field by field; {@code null} counts as one without fields. */
    static void object(JsonParser json, FieldReader reader) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(json, JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            reader.read(field, json);
        }
    }

    /** A list; {@code null} counts as the empty one, as Go writes it. */
    static <T> List<T> list(JsonParser json, ValueReader<T> reader) throws IOException {
        var list = new ArrayList<T>();
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            require(json, JsonToken.START_ARRAY, "a list");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(reader.read(json));
            }
        }
        return list;
    }

    /** A map of strings; {@code null} counts as the empty one. */
    static Map<String, String> strings(JsonParser json) throws IOException {
        var map = new TreeMap<String, String>();
        object(json, (key, value) -> map.put(key, string(value)));
        return map;
    }

    /** A string; {@code null} counts as the empty one, as Go reads it. */
    static String string(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        require(json, JsonToken.VALUE_STRING, "a string");
        return json.getText();
    }

    private static void require(JsonParser json, JsonToken expected, String what) throws UnexpectedJson {
        if (json.currentToken() != expected) {
            String path = json.getParsingContext().pathAsPointer().toString(); // RFC 6901
            throw new UnexpectedJson("expected " + what + " at " + (path.isEmpty() ? "the top of the body" : path));
        }
    }
}
