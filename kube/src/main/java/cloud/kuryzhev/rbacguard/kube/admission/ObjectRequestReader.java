package cloud.kuryzhev.rbacguard.kube.admission;

import static cloud.kuryzhev.rbacguard.kube.admission.Envelope.abbreviated;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Operation;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Unreadable;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads AdmissionReviews of any kind, as strictly as {@link AdmissionReviewReader}, for the few fields of {@link ObjectFacts}. */
public final class ObjectRequestReader {

    private final Envelope<ObjectFacts> review = new Envelope<>(ObjectFactsReader::read);

    private ObjectRequestReader() {}

    /** What {@code body} asks; never an exception. */
    public static ObjectRequest read(byte[] body) {
        return switch (new ObjectRequestReader().parse(body)) {
            case Unreadable(String uid, String reason)
            when uid.isEmpty() -> new Unreadable(RequestUid.find(body), reason);
            case ObjectRequest request -> request;
        };
    }

    private ObjectRequest parse(byte[] body) {
        try (JsonParser json = AdmissionReviewReader.JSON.createParser(body)) {
            review.read(json);
            return review.problem().<ObjectRequest>map(this::unreadable).orElseGet(this::request);
        } catch (UnexpectedJson e) {
            return unreadable(abbreviated(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return unreadable(AdmissionReviewReader.MALFORMED);
        }
    }

    private ObjectRequest request() {
        return switch (review.operation) {
            case "CREATE" -> review.object.isEmpty() ? missing("object") : change(Operation.CREATE);
            case "UPDATE" ->
                review.object.isEmpty() || review.oldObject.isEmpty()
                        ? missing("object or request.oldObject")
                        : change(Operation.UPDATE);
            case "DELETE" -> change(Operation.DELETE);
            default ->
                unreadable("request.operation is \"" + abbreviated(review.operation)
                        + "\", expected CREATE, UPDATE or DELETE");
        };
    }

    private Change change(Operation operation) {
        String name = review.oldObject
                .or(() -> review.object)
                .map(ObjectFacts::name)
                .filter(it -> !it.isEmpty())
                .orElse(review.name);
        var target =
                new Target(review.kind.apiVersion(), review.kind.kind(), review.subresource, review.namespace, name);
        return new Change(
                review.uid, operation, target, review.requester(), review.object, review.oldObject, review.dryRun);
    }

    private Unreadable missing(String field) {
        return unreadable("request." + field + " is missing");
    }

    private Unreadable unreadable(String reason) {
        return new Unreadable(review.uid, reason);
    }
}
