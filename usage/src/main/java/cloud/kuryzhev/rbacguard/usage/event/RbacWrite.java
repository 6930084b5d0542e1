package cloud.kuryzhev.rbacguard.usage.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.ObjectRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that wrote a role or a binding, if it changed anything.
 *
 * @param verb create, update, patch or delete; create also of an apply that made the object
 * @param by whose name the request acted in; with the name of who impersonated that
 * @param judged whether the guard's webhook was asked
 */
public record RbacWrite(ObjectKey object, Instant at, String verb, String by, AuditEvent.From from, boolean judged) {

    /** How the key of this guard's audit annotation ends, whichever of its webhooks was asked. */
    static final String JUDGED = ".rbac-guard.kuryzhev.cloud/policy";

    private static final String PATH = "/apis/" + Kind.API_GROUP + "/";
    private static final byte[] QUOTED_PATH = ('"' + PATH).getBytes(US_ASCII);
    private static final Set<String> VERBS = Set.of("create", "update", "patch", "delete");
    private static final Map<String, Kind> KINDS = Map.of(
            "clusterroles", Kind.CLUSTER_ROLE,
            "clusterrolebindings", Kind.CLUSTER_ROLE_BINDING,
            "roles", Kind.ROLE,
            "rolebindings", Kind.ROLE_BINDING);
    private static final int CREATED = 201;
    private static final int ERRORS = 400;

    /** What {@code event} wrote; empty if it failed, was a dry run, or wrote something else. */
    public static Optional<RbacWrite> of(AuditEvent event) {
        boolean wrote = mayBe(event.requestUri())
                && event.stage() == AuditEvent.Stage.RESPONSE_COMPLETE
                && event.status().code() < ERRORS
                && VERBS.contains(event.verb())
                && !event.requestUri().contains("dryRun=");
        return wrote ? key(event.objectRef()).map(key -> of(event, key)) : Optional.empty();
    }

    /** Nothing says which objects were deleted together. */
    private static Optional<ObjectKey> key(@Nullable ObjectRef object) {
        return object == null || object.name().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(KINDS.get(object.resource()))
                        .map(kind -> new ObjectKey(kind, kind.namespaced() ? object.namespace() : "", object.name()));
    }

    private static RbacWrite of(AuditEvent event, ObjectKey key) {
        String by = event.impersonatedUser() == null
                ? event.user().name()
                : event.actor().name() + ", impersonated by " + event.user().name();
        return new RbacWrite(
                key,
                event.at(),
                event.status().code() == CREATED ? "create" : event.verb(),
                by,
                event.from(),
                event.authorization().judged());
    }

    static boolean mayBe(String requestUri) {
        return requestUri.startsWith(PATH);
    }

    /** Whether the text in quotation marks between {@code start} and {@code end} may be such a path. */
    static boolean mayBe(byte[] line, int start, int end) {
        int length = QUOTED_PATH.length;
        return end - start > length && Arrays.equals(line, start, start + length, QUOTED_PATH, 0, length);
    }
}
