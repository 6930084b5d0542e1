package cloud.kuryzhev.rbacguard.admission.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequestReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** An object as the API server offers it for stamping, and what becomes of it. */
record Offered(String group, String kind, JsonNode object, JsonNode oldObject, String username) {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00.5Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Offered created(String group, String kind, String object) {
        return new Offered(group, kind, tree(object), tree("null"), "jane");
    }

    Offered insteadOf(String stored) {
        return new Offered(group, kind, object, tree(stored), username);
    }

    Mutation mutation() {
        return mutation(object);
    }

    /** The object as it would be stored; offering it again must change nothing. */
    JsonNode stored() {
        return patched(object, mutation());
    }

    JsonNode storedAfterReinvocation() {
        JsonNode once = stored();
        return patched(once, mutation(once));
    }

    private Mutation mutation(JsonNode offered) {
        return switch (ObjectRequestReader.read(review(offered).getBytes(UTF_8))) {
            case Change change -> Mutation.of(change, NOW);
            case ObjectRequest.Unreadable unreadable -> throw new AssertionError(unreadable.reason());
        };
    }

    private static JsonNode patched(JsonNode object, Mutation mutation) {
        if (!(mutation instanceof Mutation.Patched patched)) {
            throw new AssertionError(mutation);
        }
        try {
            JsonNode answer = JSON.readTree(AdmissionReviewWriter.patched("u", patched.patch()));
            return JsonPatch.apply(JSON.readTree(answer.at("/response/patch").binaryValue()), object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String review(JsonNode offered) {
        return """
                {"apiVersion": "admission.k8s.io/v1", "request": {"uid": "u", "operation": "%s", "namespace": "team",
                 "kind": {"group": "%s", "version": "v1", "kind": "%s"}, "userInfo": {"username": "%s"},
                 "object": %s, "oldObject": %s, "dryRun": false}}
                """.formatted(oldObject.isNull() ? "CREATE" : "UPDATE", group, kind, username, offered, oldObject);
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
