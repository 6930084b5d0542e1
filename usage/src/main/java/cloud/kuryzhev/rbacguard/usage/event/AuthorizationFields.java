package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import java.io.IOException;

/** Collects the {@code authorization.k8s.io/*} annotations, and whether this guard left one. */
final class AuthorizationFields {

    private final JsonFields json;
    private String decision = "";
    private String reason = "";
    private boolean judged;

    AuthorizationFields(JsonFields json) {
        this.json = json;
    }

    Authorization read() throws IOException {
        json.forEach(name -> {
            switch (name) {
                case "authorization.k8s.io/decision" -> decision = json.word();
                case "authorization.k8s.io/reason" -> reason = json.cutText();
                default -> judged |= name.endsWith(RbacWrite.JUDGED);
            }
        });
        return new Authorization(decision, reason, judged);
    }
}
