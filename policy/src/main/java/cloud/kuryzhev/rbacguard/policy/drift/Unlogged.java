package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The permissions that the API server checks inside another request, so that no audit log shows them used. */
final class Unlogged {

    /** What a wildcard may hold besides what was seen. */
    static final String UNDER_A_WILDCARD =
            "no audit log shows bind, escalate, approve, sign, attest and use, nor what must be held to write a role; granted by a"
                    + " wildcard only, they are not kept: grant by name what is needed";

    /** What the cluster's own audit policy hides of a wildcard. */
    static String underAWildcard(String reason) {
        return reason + "; granted by a wildcard only, what is not logged is not kept: grant by name what is needed";
    }

    private static final Set<String> CONNECTS = Set.of("pods/exec", "pods/attach", "pods/portforward");
    private static final Set<String> ALWAYS_LOGGED =
            Set.of("get", "list", "watch", "patch", "delete", "deletecollection");

    private Unlogged() {}

    /** Whether {@code wildcard}, an atom, may stand for some of them. */
    static boolean isUnder(PolicyRule wildcard) {
        return !wildcard.resources().isEmpty()
                && !ALWAYS_LOGGED.contains(wildcard.verbs().getFirst());
    }

    /** Why the use of {@code atom} cannot be seen; empty if it can. */
    static Optional<String> reason(PolicyRule atom) {
        return atom.resources().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        reason(atom.verbs().getFirst(), atom.resources().getFirst()));
    }

    private static @Nullable String reason(String verb, String resource) {
        return switch (verb) {
            case "bind", "escalate" -> "it is checked while a role or binding is written, and only the write is logged";
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
        };
    }
}
