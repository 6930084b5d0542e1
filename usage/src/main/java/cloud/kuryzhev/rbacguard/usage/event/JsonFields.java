package cloud.kuryzhev.rbacguard.usage.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A streaming parser read by field: values of another type than asked for are skipped and count as absent, as null does. */
public final class JsonFields {

    /** Takes one field, whose value the parser stands on; what it does not consume is skipped. */
    @FunctionalInterface
    public interface Field {
        /** Takes the field {@code name}. */
        void accept(String name) throws IOException;
    }

    private final JsonParser parser;

    JsonFields(JsonParser parser) {
        this.parser = parser;
    }

    /** Every field of the object that the parser stands on. */
    public void forEach(Field field) throws IOException {
        if (!isObject()) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field.accept(name);
            parser.skipChildren();
        }
    }

    /** Whether the value is an object. */
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** A text of at most {@link AuditLineReader#MAX_TEXT} characters; longer ones end the reading of the record. */
    public String text() throws IOException {
        return isText() ? bounded(parser.getText()) : "";
    }

    /** The first {@link AuditLineReader#MAX_TEXT} characters. */
    public String cutText() throws IOException {
        if (!isText()) {
            return "";
        }
        String text = parser.getText();
        return text.length() > AuditLineReader.MAX_TEXT ? text.substring(0, AuditLineReader.MAX_TEXT) : text;
    }

    /** A text of whatever length the record has. */
    public String wholeText() throws IOException {
        return isText() ? parser.getText() : "";
    }

    /** An integer that fits 32 bits. */
    public int number() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsInt() : 0;
    }

    List<String> texts() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (isText()) {
                texts.add(text());
            }
            parser.skipChildren();
        }
        return List.copyOf(texts);
    }

    Map<String, List<String>> textsByName() throws IOException {
        Map<String, List<String>> map = new LinkedHashMap<>();
        forEach(name -> map.put(bounded(name), texts()));
        return map;
    }

    private boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    private String bounded(String text) throws IOException {
        if (text.length() > AuditLineReader.MAX_TEXT) {
            throw new FieldTooLong(parser.currentName());
        }
        return text;
    }
}
