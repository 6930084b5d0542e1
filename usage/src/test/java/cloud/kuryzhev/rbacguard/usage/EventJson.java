package cloud.kuryzhev.rbacguard.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes one audit event as kube-apiserver does. Text goes in as JSON would have it: escape quotes yourself. */
public final class EventJson {

    private final Map<String, String> fields = new TreeMap<>();

    private EventJson() {
        put("kind", "Event").put("apiVersion", "audit.k8s.io/v1").put("level", "Metadata");
        put("auditID", "5f2b0a3c")
                .at("2026-11-22T05:40:00.123456Z")
                .stage("ResponseComplete")
                .user("alice", "devs");
    }

    /** A get of the pod {@code team/web} by alice, authorised. */
    public static EventJson event() {
        return new EventJson()
                .request("get", "/api/v1/namespaces/team/pods/web")
                .object("", "pods", "", "team", "web")
                .code(200);
    }

    /** A request without an object. */
    public static EventJson request(String verb, String uri, int code) {
        return new EventJson().request(verb, uri).code(code);
    }

    public EventJson request(String verb, String uri) {
        return put("verb", verb).put("requestURI", uri);
    }

    public EventJson object(String group, String resource, String subresource, String namespace, String name) {
        return raw(
                "objectRef",
                "{\"apiGroup\":\"%s\",\"apiVersion\":\"v1\",\"resource\":\"%s\",\"subresource\":\"%s\",\"namespace\":\"%s\",\"name\":\"%s\"}"
                        .formatted(group, resource, subresource, namespace, name));
    }

    public EventJson user(String name, String... groups) {
        return raw("user", "{\"username\":\"" + name + "\",\"groups\":" + array(groups) + "}");
    }

    public EventJson impersonating(String name, String... groups) {
        return raw("impersonatedUser", "{\"username\":\"" + name + "\",\"groups\":" + array(groups) + "}");
    }

    public EventJson code(int code) {
        return raw("responseStatus", "{\"metadata\":{},\"code\":" + code + "}");
    }

    public EventJson failure(int code, String name, String message) {
        return raw(
                "responseStatus",
                "{\"metadata\":{},\"status\":\"Failure\",\"message\":\"%s\",\"details\":{\"name\":\"%s\"},\"code\":%d}"
                        .formatted(message, name, code));
    }

    public EventJson allowed(String reason) {
        return raw("annotations", decision("allow", reason));
    }

    public EventJson forbidden() {
        return raw("annotations", decision("forbid", "")).code(403);
    }

    public EventJson stage(String stage) {
        return put("stage", stage);
    }

    public EventJson at(String time) {
        return put("stageTimestamp", time);
    }

    public EventJson raw(String field, String json) {
        fields.put(field, json);
        return this;
    }

    public EventJson without(String field) {
        fields.remove(field);
        return this;
    }

    public EventJson put(String field, String value) {
        return raw(field, "\"" + value + "\"");
    }

    public String line() {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String decision(String decision, String reason) {
        return "{\"authorization.k8s.io/decision\":\"%s\",\"authorization.k8s.io/reason\":\"%s\"}"
                .formatted(decision, reason.replace("\"", "\\\""));
    }

    private static String array(String... texts) {
        List<String> quoted = new ArrayList<>();
        for (String text : texts) {
            quoted.add("\"" + text + "\"");
        }
        return "[" + String.join(",", quoted) + "]";
    }
}
