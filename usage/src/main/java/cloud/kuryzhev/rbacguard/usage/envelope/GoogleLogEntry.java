package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Status;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Foreign;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Stream;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.event.JsonFields;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the fields of one {@code LogEntry}. */
final class GoogleLogEntry implements AuditLineReader.Shape {

    private static final String KUBERNETES = "k8s.io";

    private String logName = "";
    private String timestamp = "";
    private String project = "";
    private String location = "";
    private String clusterName = "";
    private String decision = "";
    private String reason = "";
    private boolean audit;
    private String service = "";
    private String method = "";
    private String resource = "";
    private String principal = "";
    private int code;
    private String message = "";

    Optional<ClusterId> cluster() {
        return clusterName.isEmpty() ? Optional.empty() : Optional.of(ClusterId.gke(project, location, clusterName));
    }

    @Override
    public AuditLine read(JsonFields object) throws IOException {
        object.forEach(field -> {
            switch (field) {
                case "logName" -> logName = object.text();
                case "timestamp" -> timestamp = object.text();
                case "resource" -> object.forEach(inner -> monitoredResource(inner, object));
                case "labels" -> object.forEach(inner -> label(inner, object));
                case "protoPayload" -> {
                    audit = object.isObject();
                    object.forEach(inner -> auditLog(inner, object));
                }
                default -> {}
            }
        });
        return toLine();
    }

    private void monitoredResource(String field, JsonFields value) throws IOException {
        if (field.equals("labels")) {
            value.forEach(label -> {
                switch (label) {
                    case "project_id" -> project = value.text();
                    case "location" -> location = value.text();
                    case "cluster_name" -> clusterName = value.text();
                    default -> {}
                }
            });
        }
    }

    private void label(String name, JsonFields value) throws IOException {
        switch (name) {
            case "authorization.k8s.io/decision" -> decision = value.text();
            case "authorization.k8s.io/reason" -> reason = value.cutText();
            default -> {}
        }
    }

    private void auditLog(String field, JsonFields value) throws IOException {
        switch (field) {
            case "serviceName" -> service = value.text();
            case "methodName" -> method = value.text();
            case "resourceName" -> resource = value.text();
            case "authenticationInfo" ->
                value.forEach(inner -> principal = inner.equals("principalEmail") ? value.text() : principal);
            case "status" -> value.forEach(inner -> status(inner, value));
            default -> {}
        }
    }

    private void status(String field, JsonFields value) throws IOException {
        switch (field) {
            case "code" -> code = value.number();
            case "message" -> message = value.cutText();
            default -> {}
        }
    }

    private AuditLine toLine() {
        if (!audit) {
            return logName.isEmpty() ? new Malformed(Reason.NOT_AN_EVENT) : new Foreign(Stream.OTHER_LOG);
        }
        if (!service.isEmpty() && !service.equals(KUBERNETES)) {
            return new Foreign(Stream.OTHER_LOG);
        }
        if (timestamp.isEmpty() || method.isEmpty()) {
            return new Malformed(Reason.MISSING_FIELD);
        }
        Instant at = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(timestamp, Instant::from);
        return GoogleMethod.of(method, resource)
                .<AuditLine>map(called -> new AuditLine.Event(event(called, at)))
                .orElseGet(() -> new Malformed(Reason.NOT_AN_EVENT));
    }

    private AuditEvent event(GoogleMethod called, Instant at) {
        return new AuditEvent(
                Stage.RESPONSE_COMPLETE,
                "",
                at,
                called.verb(),
                "",
                new User(principal, "", List.of(), Map.of()),
                null,
                "",
                called.object(),
                new Status(RpcCode.toHttp(code), message, ""),
                new Authorization(decision, reason));
    }
}
