package cloud.kuryzhev.rbacguard.kube.admission;

import static cloud.kuryzhev.rbacguard.kube.admission.Envelope.abbreviated;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Judgeable;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.PolicyEdit;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Revoking;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Unreadable;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code admission.k8s.io/v1} AdmissionReviews of the four RBAC kinds and of the policy's ConfigMap ({@code k8s.io/api/admission/v1/types.go}), in one pass
 * over bytes that a stranger may have sent: at most 64 levels deep, no key twice, nothing behind the end.
 */
public final class AdmissionReviewReader {

    private static final int MAX_DEPTH = 64;
    private static final Set<String> WRITES = Set.of("CREATE", "UPDATE", "DELETE");
    static final String MALFORMED =
            "the body is not the JSON of an AdmissionReview (malformed, cut off, nested more than " + MAX_DEPTH
                    + " levels deep, or a key stands twice)";
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final Envelope<RbacObjectReader> review = new Envelope<>(RbacObjectReader::read);

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
            review.read(json);
            return review.problem().<AdmissionRequest>map(this::unreadable).orElseGet(this::request);
        } catch (UnexpectedJson e) {
            return unreadable(abbreviated(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return unreadable(MALFORMED);
        }
    }

    private AdmissionRequest request() {
        if (review.kind.isConfigMap() && WRITES.contains(review.operation)) {
            return configMap();
        }
        return switch (review.operation) {
            case "DELETE" -> revoking();
            case "CREATE", "UPDATE" -> judgeable();
            default ->
                unreadable("request.operation is \"" + abbreviated(review.operation)
                        + "\", expected CREATE, UPDATE or DELETE");
        };
    }

    private Revoking revoking() {
        // a deletion of a whole collection names the object only in what is deleted
        String name = review.oldObject
                .map(RbacObjectReader::name)
                .filter(it -> !it.isEmpty())
                .orElse(review.name);
        return new Revoking(
                review.uid,
                review.requester(),
                review.kind
                        .rbacKind()
                        .map(kind -> new ObjectKey(kind, kind.namespaced() ? review.namespace : "", name)),
                review.dryRun);
    }

    private AdmissionRequest configMap() {
        Optional<RbacObjectReader> asked = review.operation.equals("DELETE") ? Optional.empty() : review.object;
        String name = asked.map(RbacObjectReader::name).orElse(review.name);
        return name.equals(PolicySource.NAME) && review.namespace.equals(PolicySource.NAMESPACE)
                ? new PolicyEdit(review.uid, review.requester(), asked.flatMap(RbacObjectReader::policyYaml))
                : new Revoking(review.uid, review.requester(), Optional.empty(), review.dryRun);
    }

    private AdmissionRequest judgeable() {
        Optional<Kind> rbacKind = review.kind.rbacKind();
        if (rbacKind.isEmpty()) {
            return unreadable(
                    "request.kind is " + abbreviated(review.kind.toString())
                            + ", and only roles and bindings of rbac.authorization.k8s.io/v1 can be judged: check the rules of the webhook configuration");
        }
        if (review.object.isEmpty()) {
            return unreadable("request.object is missing");
        }
        Optional<RbacObject> stored = review.oldObject.flatMap(old -> old.object(rbacKind.get(), review.namespace));
        return review.object
                .flatMap(it -> it.object(rbacKind.get(), review.namespace))
                .<AdmissionRequest>map(
                        it -> new Judgeable(review.uid, new Review(review.requester(), it, stored, review.dryRun)))
                .orElseGet(() -> unreadable("request.object.roleRef is missing"));
    }

    private Unreadable unreadable(String reason) {
        return new Unreadable(review.uid, reason);
    }
}
