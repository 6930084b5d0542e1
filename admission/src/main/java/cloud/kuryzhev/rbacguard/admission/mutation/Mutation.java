package cloud.kuryzhev.rbacguard.admission.mutation;

import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Operation;
import java.time.Instant;
import java.util.List;

/** What comes of a request before it is judged. */
public sealed interface Mutation {

    /** The object goes on, with or without changes. */
    record Patched(JsonPatch patch) implements Mutation {
        static final Patched NOT_AT_ALL = new Patched(JsonPatch.NONE);

        static Patched by(List<JsonPatch.Operation> operations) {
            return new Patched(new JsonPatch(operations));
        }
    }

    /** What it says cannot be true. */
    record Refused(String message) implements Mutation {}

    /** What is to be changed; nothing in what was changed already, and never a rule, a subject or a role. */
    static Mutation of(Change change, Instant now) {
        if (change.operation() == Operation.DELETE
                || !change.target().subresource().isEmpty()) {
            return Patched.NOT_AT_ALL;
        }
        return switch (change.target().group() + " " + change.target().kind()) {
            case "rbac.authorization.k8s.io RoleBinding", "rbac.authorization.k8s.io ClusterRoleBinding" ->
                BindingStamps.on(change, now);
            case "audit.kuryzhev.cloud RBACViolation" -> ReviewSignature.on(change, now);
            case " Pod" -> DefaultToken.ofPod(change);
            case " ServiceAccount" -> DefaultToken.ofServiceAccount(change);
            default -> Patched.NOT_AT_ALL;
        };
    }
}
