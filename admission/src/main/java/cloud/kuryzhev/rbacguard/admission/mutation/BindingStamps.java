package cloud.kuryzhev.rbacguard.admission.mutation;

import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch.AddObject;
import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch.Operation;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A binding says who made it, and when it was last reviewed. {@code created-by} is what the API server authenticated at the creation
 * and stays that, whatever anybody writes there. {@code reviewed-at} begins as the time of the creation; later whoever may write the
 * binding may set it, to a time that has come.
 */
final class BindingStamps {

    static final String CREATED_BY = "audit.kuryzhev.cloud/created-by";
    static final String REVIEWED_AT = "audit.kuryzhev.cloud/reviewed-at";

    /** How far a reviewer's clock may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final List<String> ANNOTATIONS = List.of("metadata", "annotations");

    private BindingStamps() {}

    static Mutation on(Change change, Instant now) {
        ObjectFacts object = change.object().orElseThrow();
        if (change.oldObject().isEmpty()) {
            return stamped(
                    object,
                    Map.of(
                            CREATED_BY,
                            Optional.of(change.requester().username()),
                            REVIEWED_AT,
                            Optional.of(Stamps.rfc3339(now))));
        }
        ObjectFacts old = change.oldObject().get();
        Optional<String> reviewed = object.annotation(REVIEWED_AT);
        return reviewed.filter(it -> !old.annotation(REVIEWED_AT).equals(reviewed))
                .flatMap(it -> problem(it, now))
                .<Mutation>map(problem -> new Mutation.Refused("rbac-guard refused " + change.target() + ": annotation "
                        + REVIEWED_AT + " " + problem + ". Instead: set it to the time of the review, such as "
                        + Stamps.rfc3339(now) + "."))
                .orElseGet(() -> stamped(object, Map.of(CREATED_BY, old.annotation(CREATED_BY))));
    }

    private static Optional<String> problem(String reviewed, Instant now) {
        try {
            return Instant.parse(reviewed).isAfter(now.plus(SKEW))
                    ? Optional.of("is in the future, when nobody can have reviewed it yet")
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.of("is no time of RFC 3339");
        }
    }

    private static Mutation stamped(ObjectFacts object, Map<String, Optional<String>> wanted) {
        var stamps = new Stamps(ANNOTATIONS, object.annotations().orElseGet(TreeMap::new));
        new TreeMap<>(wanted).forEach(stamps::set);
        List<Operation> operations = stamps.operations();
        return Mutation.Patched.by(
                object.annotations().isPresent() || operations.isEmpty()
                        ? operations
                        : Stream.concat(Stream.of(new AddObject(ANNOTATIONS)), operations.stream())
                                .toList());
    }
}
