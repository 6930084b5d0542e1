package cloud.kuryzhev.rbacguard.kube.admission;

import static java.util.stream.Collectors.joining;

import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Exempted;
import cloud.kuryzhev.rbacguard.policy.Finding;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the API server's audit log keeps of a decision, for whoever asks later which rules, which policy and which exemption made it. */
final class AuditAnnotations {

    private static final int MOST = 50;

    private final Map<String, String> annotations = new TreeMap<>();

    private AuditAnnotations(String policyHash) {
        annotations.put("policy", policyHash);
    }

    static AuditAnnotations of(Decision decision, String policyHash) {
        var annotations = new AuditAnnotations(policyHash);
        switch (decision) {
            case Decision.Allowed(var warnings, var recorded, var exempted) -> {
                annotations.rules("warned", warnings);
                annotations.rules("recorded", recorded);
                annotations.exempted(exempted);
            }
            case Decision.Denied denied -> annotations.denial("denied", denied);
            case Decision.Spared(var denial, var _) -> annotations.denial("would-deny", denial);
        }
        return annotations;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("auditAnnotations");
        for (var annotation : annotations.entrySet()) {
            json.writeStringField(annotation.getKey(), annotation.getValue());
        }
        json.writeEndObject();
    }

    private void denial(String key, Decision.Denied denied) {
        rules(key, denied.refusals());
        rules("warned", denied.warnings());
        exempted(denied.exempted());
    }

    private void rules(String key, List<Finding> findings) {
        put(key, findings.stream().map(Finding::rule).toList());
    }

    private void exempted(List<Exempted> exempted) {
        put("exempted", exempted.stream().map(Exempted::toString).toList());
    }

    private void put(String key, List<String> values) {
        if (!values.isEmpty()) {
            annotations.put(key, values.stream().distinct().limit(MOST).collect(joining(",")));
        }
    }
}
