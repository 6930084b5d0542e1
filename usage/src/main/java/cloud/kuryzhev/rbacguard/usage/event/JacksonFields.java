package cloud.kuryzhev.rbacguard.usage.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link JsonFields} of any JSON. */
final class JacksonFields implements JsonFields {

    private final JsonParser parser;

    JacksonFields(JsonParser parser) {
        this.parser = parser;
    }

    @Override
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

    @Override
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    @Override
    public String text() throws IOException {
        return isText() ? bounded(parser.getText()) : "";
    }

    @Override
    public String word() throws IOException {
        return text();
    }

    @Override
    public String cutText() throws IOException {
        if (!isText()) {
            return "";
        }
        String text = parser.getText();
        return text.length() > AuditLineReader.MAX_TEXT ? text.substring(0, AuditLineReader.MAX_TEXT) : text;
    }

    @Override
    public String wholeText() throws IOException {
        return isText() ? parser.getText() : "";
    }

    @Override
    public int number() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsInt() : 0;
    }

    @Override
    public AuditEvent.User caller() throws IOException {
        return new UserFields(this).readCaller();
    }

    @Override
    public AuditEvent.Authorization authorization() throws IOException {
        return new AuthorizationFields(this).read();
    }

    @Override
    public List<String> texts() throws IOException {
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

    @Override
    public Map<String, List<String>> textsByName() throws IOException {
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
