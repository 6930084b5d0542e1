package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.From;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.ObjectRef;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Status;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as {@code audit.k8s.io/v1} JSON with the fields that {@link AuditLineReader} reads and no others: no bodies; agents and
 * addresses only of those who wrote roles and bindings. Reading them gives equal events. Empty texts are left out.
 */
public final class EventWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    /** @param out left open */
    public EventWriter(OutputStream out) throws IOException {
        json = JSON.createGenerator(out);
        json.setRootValueSeparator(null);
    }

    /** Writes one object, and all of it. */
    public void write(AuditEvent event) throws IOException {
        json.writeStartObject();
        text("kind", "Event");
        text("apiVersion", "audit.k8s.io/v1");
        text("stage", name(event.stage()));
        text("auditID", event.auditId());
        text("stageTimestamp", event.at().toString());
        json.writeStringField("verb", event.verb());
        text("requestURI", event.requestUri());
        user("user", event.user());
        user("impersonatedUser", event.impersonatedUser());
        from(event.from());
        constraint(event.impersonationConstraint());
        object(event.objectRef());
        status(event.status());
        authorization(event.authorization());
        json.writeEndObject();
        json.flush();
    }

    private void user(String field, @Nullable User user) throws IOException {
        if (user == null) {
            return;
        }
        json.writeObjectFieldStart(field);
        text("username", user.name());
        text("uid", user.uid());
        texts("groups", user.groups());
        if (!user.extra().isEmpty()) {
            json.writeObjectFieldStart("extra");
            for (Map.Entry<String, List<String>> extra : user.extra().entrySet()) {
                texts(extra.getKey(), extra.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void from(From from) throws IOException {
        if (!from.addresses().isEmpty()) {
            texts("sourceIPs", from.addresses());
        }
        text("userAgent", from.agent());
    }

    private void constraint(String constraint) throws IOException {
        if (!constraint.isEmpty()) {
            json.writeObjectFieldStart("authenticationMetadata");
            text("impersonationConstraint", constraint);
            json.writeEndObject();
        }
    }

    private void object(@Nullable ObjectRef ref) throws IOException {
        if (ref == null) {
            return;
        }
        json.writeObjectFieldStart("objectRef");
        text("apiGroup", ref.apiGroup());
        text("resource", ref.resource());
        text("subresource", ref.subresource());
        text("namespace", ref.namespace());
        text("name", ref.name());
        json.writeEndObject();
    }

    private void status(Status status) throws IOException {
        json.writeObjectFieldStart("responseStatus");
        json.writeNumberField("code", status.code());
        text("message", status.message());
        if (!status.detailsName().isEmpty()) {
            json.writeObjectFieldStart("details");
            text("name", status.detailsName());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void authorization(Authorization authorization) throws IOException {
        json.writeObjectFieldStart("annotations");
        text("authorization.k8s.io/decision", authorization.decision());
        text("authorization.k8s.io/reason", authorization.reason());
        if (authorization.judged()) {
            json.writeStringField("validate" + RbacWrite.JUDGED, "");
        }
        json.writeEndObject();
    }

    private void text(String field, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }

    private void texts(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static String name(Stage stage) {
        return switch (stage) {
            case REQUEST_RECEIVED -> "RequestReceived";
            case RESPONSE_STARTED -> "ResponseStarted";
            case RESPONSE_COMPLETE -> "ResponseComplete";
            case PANIC -> "Panic";
        };
    }
}
