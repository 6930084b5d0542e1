package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an {@code audit.k8s.io/v1} {@code Event} that say who was authorised to do what.
 *
 * @param auditId names the request, as its client wished if it did; empty if it has none
 * @param at the stage's time, by the API server's clock
 * @param verb as authorised: a Kubernetes verb, or the lower-cased HTTP method of a non-resource request
 * @param requestUri escaped, with its query
 * @param user who sent the request, without uid, and of extra only {@link User#POD_NAME} and {@link User#NODE_NAME}
 * @param impersonatedUser who the request acted as, if that was allowed
 * @param impersonationConstraint {@code impersonate:<mode>} under constrained impersonation (KEP-5284), else empty
 * @param objectRef absent on non-resource requests
 * @param from where the request came from; kept of writes of roles and bindings only
 */
public record AuditEvent(
        Stage stage,
        String auditId,
        Instant at,
        String verb,
        String requestUri,
        User user,
        @Nullable User impersonatedUser,
        String impersonationConstraint,
        @Nullable ObjectRef objectRef,
        Status status,
        Authorization authorization,
        From from) {

    /** Of which nobody asks where it came from. */
    public AuditEvent(
            Stage stage,
            String auditId,
            Instant at,
            String verb,
            String requestUri,
            User user,
            @Nullable User impersonatedUser,
            String impersonationConstraint,
            @Nullable ObjectRef objectRef,
            Status status,
            Authorization authorization) {
        this(
                stage,
                auditId,
                at,
                verb,
                requestUri,
                user,
                impersonatedUser,
                impersonationConstraint,
                objectRef,
                status,
                authorization,
                From.NOWHERE);
    }

    /** When in a request's life the event was made ({@code k8s.io/apiserver/pkg/apis/audit/v1}). */
    public enum Stage {
        /** Before anything was decided. */
        REQUEST_RECEIVED,
        /** The headers of a long-running response are out. */
        RESPONSE_STARTED,
        /** Nothing more will be sent. */
        RESPONSE_COMPLETE,
        /** A handler crashed, before or after the request was authorised. */
        PANIC
    }

    /**
     * An {@code authentication.k8s.io/v1} {@code UserInfo}.
     *
     * @param extra of who sent a request only the pod and the node that its token is bound to, which nothing is decided by
     * @param subject whom a binding would name
     */
    public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra, Subject subject) {
        /**
         * Extra of a service account's token: the name of the pod that it is bound to, in the account's namespace
         * ({@code k8s.io/apiserver/pkg/authentication/serviceaccount/util.go}).
         */
        public static final String POD_NAME = "authentication.kubernetes.io/pod-name";

        /** Extra of a service account's token: the name of that pod's node. */
        public static final String NODE_NAME = "authentication.kubernetes.io/node-name";

        /** Nobody: authentication failed. */
        public static final User NONE = new User("", "", List.of(), Map.of());

        public User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
            this(name, uid, groups, extra, Subject.ofUsername(name));
        }
    }

    /** What the request was about; fields are empty where the event has none. */
    public record ObjectRef(String apiGroup, String resource, String subresource, String namespace, String name) {}

    /**
     * How the request ended.
     *
     * @param code the HTTP status, 0 if the event has none
     * @param message cut to {@link AuditLineReader#MAX_TEXT} characters
     * @param detailsName {@code details.name}
     */
    public record Status(int code, String message, String detailsName) {
        /** Not said. */
        public static final Status NONE = new Status(0, "", "");
    }

    /**
     * The {@code authorization.k8s.io/*} annotations, and this guard's own.
     *
     * @param decision {@code allow}, {@code forbid}, or empty
     * @param reason which grant allowed it, in the authorizer's words; cut like messages
     * @param judged whether the guard's webhook judged the request: the API server adds {@code <webhook's name>/<key>} for each audit
     *     annotation that a webhook answers with ({@code k8s.io/apiserver/pkg/admission/plugin/webhook/validating/dispatcher.go}), from level Metadata on
     */
    public record Authorization(String decision, String reason, boolean judged) {
        /** Not annotated. */
        public static final Authorization NONE = new Authorization("", "");

        public Authorization(String decision, String reason) {
            this(decision, reason, false);
        }
    }

    /**
     * Where a request came from, as far as it says so itself: the first addresses of {@code sourceIPs} are whatever its headers claim.
     *
     * @param addresses the last is the one that the API server saw
     */
    public record From(List<String> addresses, String agent) {
        /** Not said. */
        public static final From NOWHERE = new From(List.of(), "");
    }

    /** Whose permissions the action needed. */
    public User actor() {
        return impersonatedUser == null ? user : impersonatedUser;
    }
}
