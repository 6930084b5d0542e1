package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.Optional;
import java.util.Set;

/** The permissions that the API server checks inside another request, so that no audit log shows them used. */
final class Unobservable {

    /** What a wildcard may hold besides what was seen. */
    static final String UNDER_A_WILDCARD =
            "no audit log shows bind, escalate, approve, sign, attest, use or updates of finalizers; granted by a wildcard only, they"
                    + " are not kept: grant by name what is needed";

    private static final Set<String> CONNECTS = Set.of("pods/exec", "pods/attach", "pods/portforward");

    private Unobservable() {}

    /** Why the use of {@code atom} cannot be seen; empty if it can. */
    static Optional<String> reason(PolicyRule atom) {
        if (atom.resources().isEmpty()) {
            return Optional.empty();
        }
        String verb = atom.verbs().getFirst();
        String resource = atom.resources().getFirst();
        return Optional.ofNullable(
                switch (verb) {
                    case "bind", "escalate" ->
                        "it is checked while a role or binding is written, and only the write is logged";
                    case "approve", "sign", "attest" ->
                        "it is checked on the signer while a certificate request is updated, and only the update is logged";
                    case "use" -> "it is checked while a pod is created, and only the creation is logged";
                    case "update" ->
                        resource.endsWith("/finalizers")
                                ? "it is checked while an owner reference is set, and only that write is logged"
                                : null;
                    case "create" ->
                        CONNECTS.contains(resource)
                                ? "over a websocket it is checked beside get, and only get is logged"
                                : null;
                    default -> null;
                });
    }
}
