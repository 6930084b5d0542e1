package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Status;
import java.io.IOException;

/** Collects a {@code meta/v1} {@code Status}. */
final class StatusFields {

    private final JsonFields json;
    private int code;
    private String message = "";
    private String detailsName = "";

    StatusFields(JsonFields json) {
        this.json = json;
    }

    Status read() throws IOException {
        json.forEach(field -> {
            switch (field) {
                case "code" -> code = json.number();
                case "message" -> message = json.cutText();
                case "details" -> json.forEach(this::detail);
                default -> {}
            }
        });
        return new Status(code, message, detailsName);
    }

    private void detail(String field) throws IOException {
        if (field.equals("name")) {
            detailsName = json.cutText();
        }
    }
}
