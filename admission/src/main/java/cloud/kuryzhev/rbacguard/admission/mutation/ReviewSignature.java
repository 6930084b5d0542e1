package cloud.kuryzhev.rbacguard.admission.mutation;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code spec.review.by} and {@code at} of an RBACViolation: who decided, as the API server authenticated them, and when. A review that
 * decides the same as before keeps the signature that it had.
 */
final class ReviewSignature {

    private static final List<String> REVIEW = List.of("spec", "review");
    private static final String BY = "by";
    private static final String AT = "at";

    private ReviewSignature() {}

    static Mutation on(Change change, Instant now) {
        return change.object()
                .flatMap(ObjectFacts::review)
                .map(review -> signed(review, signature(review, change, now)))
                .orElse(Mutation.Patched.NOT_AT_ALL);
    }

    private static Map<String, String> signature(SortedMap<String, String> review, Change change, Instant now) {
        return change.oldObject()
                .flatMap(ObjectFacts::review)
                .filter(old -> decided(old).equals(decided(review)))
                .<Map<String, String>>map(old -> old)
                .orElseGet(() -> Map.of(BY, change.requester().username(), AT, Stamps.rfc3339(now)));
    }

    private static Map<String, String> decided(SortedMap<String, String> review) {
        var decided = new TreeMap<>(review);
        decided.remove(BY);
        decided.remove(AT);
        return decided;
    }

    private static Mutation signed(SortedMap<String, String> review, Map<String, String> signature) {
        return Mutation.Patched.by(new Stamps(REVIEW, review)
                .set(BY, Optional.ofNullable(signature.get(BY)))
                .set(AT, Optional.ofNullable(signature.get(AT)))
                .operations());
    }
}
