package cloud.kuryzhev.rbacguard.admission.guarding;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Operation;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;
import cloud.kuryzhev.rbacguard.policy.Policy;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Keeps from others what is the guard's.
 *
 * @param objects besides all RBACViolations and RBACUsages, each as {@link Target#toString} writes it
 */
public record Guarding(Set<String> objects, Guardians guardians) {

    private static final String API_GROUP = "audit.kuryzhev.cloud";
    private static final String VIOLATION = "RBACViolation";
    private static final Set<String> KINDS = Set.of(VIOLATION, "RBACUsage");

    public Guarding {
        objects = Set.copyOf(objects);
    }

    /** Why the request is refused; empty if it is not. Whom {@code policy} lets change an object that it protects may change it here too. */
    public Optional<String> refusal(Change change, Policy policy) {
        return !guards(change.target())
                        || guardians.include(change.requester())
                        || Guardians.listedBy(policy, change.target(), change.requester())
                        || changesNothing(change)
                        || isReview(change)
                ? Optional.empty()
                : Optional.of("rbac-guard refused to let %.253s "
                                .formatted(change.requester().username())
                        + change.operation().name().toLowerCase(Locale.ROOT) + " " + described(change.target())
                        + ": that is left to the guard itself, system:masters and the guardians whom it was installed with."
                        + " Instead: " + instead(change.target()) + ".");
    }

    private boolean guards(Target target) {
        return (target.group().equals(API_GROUP) && KINDS.contains(target.kind()))
                || objects.contains(target.toString());
    }

    /** As controllers and kubectl apply often ask for, to no effect. */
    private static boolean changesNothing(Change change) {
        return change.operation() == Operation.UPDATE
                && sameRest(change)
                && review(change.object()).equals(review(change.oldObject()));
    }

    /** Somebody decides, or withdraws what was decided, and does it in their own name. */
    private static boolean isReview(Change change) {
        return change.operation() == Operation.UPDATE
                && change.target().kind().equals(VIOLATION)
                && change.target().subresource().isEmpty()
                && sameRest(change)
                && review(change.object())
                        .map(review -> change.requester().username().equals(review.get("by")))
                        .orElse(true);
    }

    private static boolean sameRest(Change change) {
        return change.object().map(ObjectFacts::rest).equals(change.oldObject().map(ObjectFacts::rest));
    }

    private static Optional<SortedMap<String, String>> review(Optional<ObjectFacts> object) {
        return object.flatMap(ObjectFacts::review);
    }

    private static String described(Target target) {
        return (target.subresource().isEmpty() ? "" : "the " + target.subresource() + " of ")
                + "%.600s".formatted(target);
    }

    private static String instead(Target target) {
        return target.kind().equals(VIOLATION)
                ? "mend the object that it speaks of, which resolves it, or say in spec.review what should become of it"
                : "ask one of them";
    }
}
