package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.kube.admission.JsonFields.ValueReader;
import cloud.kuryzhev.rbacguard.policy.Requester;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The fields of an AdmissionReview, before it is known what they mean together.
 *
 * @param <T> what is kept of {@code object} and {@code oldObject}
 */
final class Envelope<T> {

    private static final String API_VERSION = "admission.k8s.io/v1";
    private static final int LONGEST_REPEATED = 100;

    String apiVersion = "";
    String uid = "";
    String operation = "";
    String subresource = "";
    String namespace = "";
    String name = "";
    boolean dryRun;
    final GroupVersionKind kind = new GroupVersionKind();
    Optional<T> object = Optional.empty();
    Optional<T> oldObject = Optional.empty();
    private String username = "";
    private List<String> groups = List.of();
    private final ValueReader<T> objects;

    Envelope(ValueReader<T> objects) {
        this.objects = objects;
    }

    /** Reads the whole body. */
    void read(JsonParser json) throws IOException {
        json.nextToken();
        JsonFields.object(json, this::reviewField);
        if (json.nextToken() != null) {
            throw new UnexpectedJson("something stands behind the end of the AdmissionReview");
        }
    }

    Requester requester() {
        return new Requester(username, new TreeSet<>(groups));
    }

    /** What keeps it from being an AdmissionReview that can be answered. */
    Optional<String> problem() {
        if (!apiVersion.equals(API_VERSION)) {
            return Optional.of("apiVersion is \"" + abbreviated(apiVersion) + "\", expected " + API_VERSION);
        }
        return uid.isEmpty() ? Optional.of("request.uid is missing") : Optional.empty();
    }

    static String abbreviated(String value) {
        return value.length() <= LONGEST_REPEATED ? value : value.substring(0, LONGEST_REPEATED) + "…";
    }

    private void reviewField(String field, JsonParser json) throws IOException {
        switch (field) {
            case "apiVersion" -> apiVersion = JsonFields.string(json);
            case "request" -> JsonFields.object(json, this::requestField);
            default -> json.skipChildren();
        }
    }

    private void requestField(String field, JsonParser json) throws IOException {
        switch (field) {
            case "uid" -> uid = JsonFields.string(json);
            case "operation" -> operation = JsonFields.string(json);
            case "subResource" -> subresource = JsonFields.string(json);
            case "namespace" -> namespace = JsonFields.string(json);
            case "name" -> name = JsonFields.string(json);
            case "dryRun" -> dryRun = JsonFields.flag(json);
            case "kind" -> JsonFields.object(json, kind::field);
            case "userInfo" -> JsonFields.object(json, this::userField);
            case "object" -> object = optional(json);
            case "oldObject" -> oldObject = optional(json);
            default -> json.skipChildren();
        }
    }

    private void userField(String field, JsonParser json) throws IOException {
        switch (field) {
            case "username" -> username = JsonFields.string(json);
            case "groups" -> groups = JsonFields.list(json, JsonFields::string);
            default -> json.skipChildren();
        }
    }

    private Optional<T> optional(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(objects.read(json));
    }
}
