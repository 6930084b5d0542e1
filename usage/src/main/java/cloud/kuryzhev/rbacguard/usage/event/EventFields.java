package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.From;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.ObjectRef;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Status;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one event in whatever order they come; all others are skipped unread. */
final class EventFields {

    private static final Set<String> KINDS = Set.of("Event", "");

    /** Kubernetes 1.7 to 1.23 could write v1beta1, which differs in fields unread here; what Falco captured has none. */
    private static final Set<String> API_VERSIONS = Set.of("audit.k8s.io/v1", "audit.k8s.io/v1beta1", "");

    private final JsonFields json;
    private String kind = "";
    private String apiVersion = "";
    private String stage = "";
    private String auditId = "";
    private String stageTimestamp = "";
    private String timestamp = "";
    private @Nullable String verb;
    private String requestUri = "";
    private @Nullable User user;
    private @Nullable User impersonatedUser;
    private String impersonationConstraint = "";
    private @Nullable ObjectRef objectRef;
    private Status status = Status.NONE;
    private Authorization authorization = Authorization.NONE;
    private List<String> addresses = List.of();
    private String agent = "";

    EventFields(JsonFields json) {
        this.json = json;
    }

    void read() throws IOException {
        json.forEach(this::field);
    }

    void field(String name) throws IOException {
        switch (name) {
            case "kind" -> kind = json.word();
            case "apiVersion" -> apiVersion = json.word();
            case "stage" -> stage = json.word();
            case "auditID" -> auditId = json.cutText();
            case "stageTimestamp" -> stageTimestamp = json.text();
            case "timestamp" -> timestamp = json.text();
            case "verb" -> verb = json.word();
            case "requestURI" -> requestUri = json.text();
            case "user" -> user = json.caller();
            case "impersonatedUser" -> impersonatedUser = readImpersonatedUser();
            case "authenticationMetadata" -> json.forEach(this::authenticationField);
            case "objectRef" -> objectRef = readObjectRef();
            case "responseStatus" -> status = new StatusFields(json).read();
            case "annotations" -> authorization = json.authorization();
            case "sourceIPs" -> addresses = json.texts();
            case "userAgent" -> agent = json.cutText();
            default -> {}
        }
    }

    private void authenticationField(String name) throws IOException {
        if (name.equals("impersonationConstraint")) {
            impersonationConstraint = json.text();
        }
    }

    private @Nullable User readImpersonatedUser() throws IOException {
        return json.isObject() ? new UserFields(json).read() : null;
    }

    private @Nullable ObjectRef readObjectRef() throws IOException {
        return json.isObject() ? new ObjectRefFields(json).read() : null;
    }

    /** @throws java.time.DateTimeException if the event's time is not RFC 3339 */
    AuditLine toLine() {
        if (!isEvent()) {
            return new Malformed(Reason.NOT_AN_EVENT);
        }
        Stage parsed = parsedStage();
        // Events written before 1.8 carry their only time in "timestamp".
        String time = stageTimestamp.isEmpty() ? timestamp : stageTimestamp;
        if (parsed == null || verb == null || user == null || time.isEmpty()) {
            return new Malformed(Reason.MISSING_FIELD);
        }
        Instant at = MicroTime.parse(time);
        return new AuditLine.Event(new AuditEvent(
                parsed,
                auditId,
                at,
                verb,
                requestUri,
                user,
                impersonatedUser,
                impersonationConstraint,
                objectRef,
                status,
                authorization,
                RbacWrite.mayBe(requestUri) ? new From(addresses, agent) : From.NOWHERE));
    }

    /** Items of an EventList need not say what they are; nothing else has a stage. */
    private boolean isEvent() {
        boolean stated = !kind.isEmpty() && !apiVersion.isEmpty();
        return KINDS.contains(kind) && API_VERSIONS.contains(apiVersion) && (stated || !stage.isEmpty());
    }

    private @Nullable Stage parsedStage() {
        return switch (stage) {
            case "RequestReceived" -> Stage.REQUEST_RECEIVED;
            case "ResponseStarted" -> Stage.RESPONSE_STARTED;
            case "ResponseComplete" -> Stage.RESPONSE_COMPLETE;
            case "Panic" -> Stage.PANIC;
            default -> null;
        };
    }
}
