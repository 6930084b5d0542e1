package cloud.kuryzhev.rbacguard.usage.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The least that a parser can do for an event: who did what, by whatever names the event has. */
final class PlainEvent {

    private PlainEvent() {}

    /** Of the object that {@code json} stands on. */
    static String read(JsonParser json) throws IOException {
        StringBuilder key = new StringBuilder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "user", "objectRef", "responseStatus", "annotations" -> {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String inner = json.currentName();
                        json.nextToken();
                        if (isWanted(inner)) {
                            key.append(json.getText()).append(' ');
                        }
                        json.skipChildren();
                    }
                }
                case "verb", "stage" -> key.append(json.getText()).append(' ');
                default -> json.skipChildren();
            }
        }
        return key.toString();
    }

    private static boolean isWanted(String field) {
        return switch (field) {
            case "username", "resource", "namespace", "name", "apiGroup", "code" -> true;
            default -> field.endsWith("/decision");
        };
    }
}
