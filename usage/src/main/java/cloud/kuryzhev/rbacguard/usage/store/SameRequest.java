package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.ObjectRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asked what, of a request that may be logged twice: by kube-apiserver, which passes it on, and by the API server behind it
 * ({@code k8s.io/kube-aggregator}), which is told the same {@code Audit-ID}. That is a client's to choose, so stage, user, verb and path
 * must be the same as well; the query is not, as it is encoded anew on the way.
 */
final class SameRequest {

    /** 128 bits of a SHA-256, which no client can make collide. */
    record Id(long high, long low) {}

    /** What kube-apiserver itself serves ({@code k8s.io/kubernetes/pkg/controlplane}); it has no second log. */
    private static final Set<String> BUILT_IN = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "authentication.k8s.io",
            "authorization.k8s.io",
            "autoscaling",
            "batch",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "extensions",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io");

    private final byte[] asked;

    private SameRequest(List<String> asked) {
        this.asked = String.join("\0", asked).getBytes(StandardCharsets.UTF_8);
    }

    /** Of {@code event}; empty if no other API server logs the same request. */
    static Optional<SameRequest> of(AuditEvent event) {
        ObjectRef ref = event.objectRef();
        if (ref == null || BUILT_IN.contains(ref.apiGroup())) {
            return Optional.empty();
        }
        int query = event.requestUri().indexOf('?');
        String path = query < 0 ? event.requestUri() : event.requestUri().substring(0, query);
        return Optional.of(
                new SameRequest(List.of(event.stage().name(), event.user().name(), event.verb(), path)));
    }

    /** With one audit ID; null where there is none. */
    @Nullable
    Id with(String auditId, Numbers numbers) {
        if (auditId.isEmpty()) {
            return null;
        }
        ByteBuffer digest = ByteBuffer.wrap(numbers.digest(asked, auditId));
        return new Id(digest.getLong(), digest.getLong());
    }
}
