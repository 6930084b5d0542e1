package cloud.kuryzhev.rbacguard.kube.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the answers: {@code admission.k8s.io/v1} AdmissionReviews with a response. All status codes stand here. */
public final class AdmissionReviewWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private AdmissionReviewWriter() {}

    /** It may be stored. */
    public static byte[] allowed(String uid) {
        return response(json -> {
            json.writeStringField("uid", uid);
            json.writeBooleanField("allowed", true);
        });
    }

    /** The policy refuses it: 403, which kubectl shows with the message. */
    public static byte[] denied(String uid, String message) {
        return refusal(uid, 403, "Forbidden", message);
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
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
