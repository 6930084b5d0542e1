package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Finding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes the answers: {@code admission.k8s.io/v1} AdmissionReviews with a response. All status codes stand here. */
public final class AdmissionReviewWriter {

    private static final JsonFactory JSON = new JsonFactory();

    /** What the API server passes on whole: 256 characters a warning, 4096 in all (k8s.io/apiserver/pkg/endpoints/filters/warning.go). */
    private static final int LONGEST_WARNING = 256;

    private static final int MOST_WARNINGS = 15;

    private AdmissionReviewWriter() {}

    /** It hands nothing out. */
    public static byte[] allowed(String uid) {
        return allowed(uid, List.of());
    }

    /** It may be stored, and whoever asked reads these warnings. */
    public static byte[] allowed(String uid, List<String> warnings) {
        return response(json -> {
            json.writeStringField("uid", uid);
            json.writeBooleanField("allowed", true);
            warnings(json, warnings);
        });
    }

    /**
     * It was judged. Warnings are shown by kubectl; the audit log keeps which rules refused, warned, were recorded or exempted, and by which
     * policy, under {@code <webhook name>/denied}, {@code …/would-deny}, {@code …/warned}, {@code …/recorded}, {@code …/exempted} and {@code …/policy}. A denial
     * is 403, which kubectl shows with the message.
     *
     * @param policyHash of the policy that it was judged by
     * @param instead what a denial ends with: what would do, or {@code ""}
     */
    public static byte[] decided(String uid, Decision decision, String policyHash, String instead) {
        return switch (decision) {
            case Decision.Allowed allowed ->
                passed(
                        uid,
                        allowed,
                        allowed.warnings().stream().map(Finding::sentence).toList(),
                        policyHash);
            case Decision.Spared spared -> passed(uid, spared, spared.warnings(), policyHash);
            case Decision.Denied denied ->
                response(json -> {
                    json.writeStringField("uid", uid);
                    json.writeBooleanField("allowed", false);
                    AuditAnnotations.of(denied, policyHash).write(json);
                    json.writeObjectFieldStart("status");
                    status(json, 403, "Forbidden", denied.message() + "\n(policy " + policyHash + ")" + instead);
                    json.writeEndObject();
                });
        };
    }

    private static byte[] passed(String uid, Decision decision, List<String> warnings, String policyHash) {
        return response(json -> {
            json.writeStringField("uid", uid);
            json.writeBooleanField("allowed", true);
            warnings(json, warnings);
            AuditAnnotations.of(decision, policyHash).write(json);
        });
    }

    /** It was judged, and nothing is to be said about what else would do. */
    public static byte[] decided(String uid, Decision decision, String policyHash) {
        return decided(uid, decision, policyHash, "");
    }

    /** It may be stored, with these changes; only a mutating webhook may answer so. */
    public static byte[] patched(String uid, JsonPatch patch) {
        byte[] operations = bytes(patch::write);
        return response(json -> {
            json.writeStringField("uid", uid);
            json.writeBooleanField("allowed", true);
            json.writeStringField("patchType", "JSONPatch");
            json.writeBinaryField("patch", operations);
        });
    }

    /** It is not the requester's to do: 403, which kubectl shows with the message. */
    public static byte[] refused(String uid, String message) {
        return refusal(uid, 403, "Forbidden", message);
    }

    /** What it would store cannot be used: 422. */
    public static byte[] invalid(String uid, String message) {
        return refusal(uid, 422, "Invalid", message);
    }

    /** The request could not be judged: 400. */
    public static byte[] unreadable(String uid, String reason) {
        return refusal(
                uid,
                400,
                "BadRequest",
                "rbac-guard could not read this request, and lets nothing pass unread: " + reason);
    }

    /** Something failed in here: 500, with no word of what; the log has it. */
    public static byte[] failed(String uid) {
        return refusal(
                uid,
                500,
                "InternalError",
                "rbac-guard failed while judging this request, and lets nothing pass unjudged; its log says why");
    }

    /**
     * Nothing can be judged yet: the {@code v1} Status to send with HTTP status 503, so that the webhook configuration's
     * {@code failurePolicy} decides and the requester reads why.
     */
    public static byte[] unavailable(String reason) {
        return write(json -> {
            json.writeStringField("apiVersion", "v1");
            json.writeStringField("kind", "Status");
            status(json, 503, "ServiceUnavailable", reason);
        });
    }

    private static byte[] refusal(String uid, int code, String reason, String message) {
        return response(json -> {
            json.writeStringField("uid", uid);
            json.writeBooleanField("allowed", false);
            json.writeObjectFieldStart("status");
            status(json, code, reason, message);
            json.writeEndObject();
        });
    }

    private static void warnings(JsonGenerator json, List<String> warnings) throws IOException {
        if (!warnings.isEmpty()) {
            json.writeArrayFieldStart("warnings");
            for (String warning : warnings.subList(0, Math.min(MOST_WARNINGS, warnings.size()))) {
                String text = "rbac-guard: " + warning;
                json.writeString(
                        text.length() <= LONGEST_WARNING ? text : text.substring(0, LONGEST_WARNING - 1) + "…");
            }
            json.writeEndArray();
        }
    }

    private static void status(JsonGenerator json, int code, String reason, String message) throws IOException {
        json.writeStringField("status", "Failure");
        json.writeNumberField("code", code);
        json.writeStringField("reason", reason);
        json.writeStringField("message", message);
    }

    private static byte[] response(Fields fields) {
        return write(json -> {
            json.writeStringField("apiVersion", "admission.k8s.io/v1");
            json.writeStringField("kind", "AdmissionReview");
            json.writeObjectFieldStart("response");
            fields.write(json);
            json.writeEndObject();
        });
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Fields fields) {
        return bytes(json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    private static byte[] bytes(Fields value) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            value.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
