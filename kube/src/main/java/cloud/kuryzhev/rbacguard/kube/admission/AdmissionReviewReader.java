package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Judgeable;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Revoking;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Unreadable;
import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads {@code admission.k8s.io/v1} AdmissionReviews of the four RBAC kinds ({@code k8s.io/api/admission/v1/types.go}), in one pass
 * over bytes that a stranger may have sent: at most 64 levels deep, no key twice, nothing behind the end.
 */
public final class AdmissionReviewReader {

    private static final String API_VERSION = "admission.k8s.io/v1";
    private static final int MAX_DEPTH = 64;
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private String apiVersion = "";
    private String uid = "";
    private String operation = "";
    private String namespace = "";
    private String username = "";
    private List<String> groups = List.of();
    private final GroupVersionKind kind = new GroupVersionKind();
    private Optional<RbacObjectReader> object = Optional.empty();
    private Optional<RbacObjectReader> oldObject = Optional.empty();

    private AdmissionReviewReader() {}

    /** What {@code body} asks; never an exception. */
    public static AdmissionRequest read(byte[] body) {
        var reader = new AdmissionReviewReader();
        AdmissionRequest request = reader.parse(body);
        return request instanceof Unreadable(String uid, String reason) && uid.isEmpty()
                ? new Unreadable(RequestUid.find(body), reason)
                : request;
    }

    private AdmissionRequest parse(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            JsonFields.object(json, this::reviewField);
            if (json.nextToken() != null) {
                return unreadable("something stands behind the end of the AdmissionReview");
            }
            return request();
        } catch (UnexpectedJson e) {
            return unreadable(abbreviated(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return unreadable("the body is not the JSON of an AdmissionReview (malformed, cut off, nested more than "
                    + MAX_DEPTH + " levels deep, or a key stands twice)");
        }
    }

    private AdmissionRequest request() {
        if (!apiVersion.equals(API_VERSION)) {
            return unreadable("apiVersion is \"" + abbreviated(apiVersion) + "\", expected " + API_VERSION);
        }
        if (uid.isEmpty()) {
            return unreadable("request.uid is missing");
        }
        return switch (operation) {
            case "DELETE" -> new Revoking(uid);
            case "CREATE", "UPDATE" -> judgeable();
            default ->
                unreadable(
                        "request.operation is \"" + abbreviated(operation) + "\", expected CREATE, UPDATE or DELETE");
        };
    }

    private AdmissionRequest judgeable() {
        Optional<Kind> rbacKind = kind.rbacKind();
        if (rbacKind.isEmpty()) {
            return unreadable(
                    "request.kind is " + abbreviated(kind.toString())
                            + ", and only roles and bindings of rbac.authorization.k8s.io/v1 can be judged: check the rules of the webhook configuration");
        }
        if (object.isEmpty()) {
            return unreadable("request.object is missing");
        }
        Optional<RbacObject> stored = oldObject.flatMap(old -> old.object(rbacKind.get(), namespace));
        return object.flatMap(it -> it.object(rbacKind.get(), namespace))
                .<AdmissionRequest>map(it ->
                        new Judgeable(uid, new Review(new Requester(username, new TreeSet<>(groups)), it, stored)))
                .orElseGet(() -> unreadable("request.object.roleRef is missing"));
    }

    private Unreadable unreadable(String reason) {
        return new Unreadable(uid, reason);
    }

    private static String abbreviated(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "…";
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
            case "namespace" -> namespace = JsonFields.string(json);
            case "kind" -> JsonFields.object(json, kind::field);
            case "userInfo" -> JsonFields.object(json, this::userField);
            case "object" -> object = rbacObject(json);
            case "oldObject" -> oldObject = rbacObject(json);
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

    private static Optional<RbacObjectReader> rbacObject(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL
                ? Optional.empty()
                : Optional.of(RbacObjectReader.read(json));
    }
}
