package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import java.io.IOException;

/** Collects the {@code authorization.k8s.io/*} annotations. */
final class AuthorizationFields {

    private final JsonFields json;
    private String decision = "";
    private String reason = "";

    AuthorizationFields(JsonFields json) {
        this.json = json;
    }

    Authorization read() throws IOException {
        json.forEach(name -> {
            switch (name) {
                case "authorization.k8s.io/decision" -> decision = json.word();
                case "authorization.k8s.io/reason" -> reason = json.cutText();
                default -> {}
            }
        });
        return new Authorization(decision, reason);
    }
}
