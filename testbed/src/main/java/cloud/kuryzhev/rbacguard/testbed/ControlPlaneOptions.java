package cloud.kuryzhev.rbacguard.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a control plane may be started with.
 *
 * @param auditPolicy an {@code audit.k8s.io/v1} Policy
 * @param auditLogMegabytes the size at which the audit log is renamed and begun anew; 0 is never
 * @param auditWebhook where batches of audit events are posted to besides the log, if anywhere; the certificate of an https URL is not verified
 * @param apiServerFlags more flags for kube-apiserver, each {@code --name=value}
 */
public record ControlPlaneOptions(
        String auditPolicy, int auditLogMegabytes, Optional<URI> auditWebhook, List<String> apiServerFlags) {

    /** All metadata is logged, the log never rotates, no webhook. */
    public static final ControlPlaneOptions DEFAULT =
            new ControlPlaneOptions(resource("audit-policy.yaml"), 0, Optional.empty(), List.of());

    public ControlPlaneOptions {
        apiServerFlags = List.copyOf(apiServerFlags);
    }

    /** With another audit policy, as YAML. */
    public ControlPlaneOptions withAuditPolicy(String policy) {
        return new ControlPlaneOptions(policy, auditLogMegabytes, auditWebhook, apiServerFlags);
    }

    /** With an audit log that is renamed at {@code megabytes}. */
    public ControlPlaneOptions withAuditLogMegabytes(int megabytes) {
        return new ControlPlaneOptions(auditPolicy, megabytes, auditWebhook, apiServerFlags);
    }

    /** With audit events posted to {@code url} too. */
    public ControlPlaneOptions withAuditWebhook(URI url) {
        return new ControlPlaneOptions(auditPolicy, auditLogMegabytes, Optional.of(url), apiServerFlags);
    }

    /** With one more flag for kube-apiserver. */
    public ControlPlaneOptions withApiServerFlag(String flag) {
        return new ControlPlaneOptions(
                auditPolicy,
                auditLogMegabytes,
                auditWebhook,
                Stream.concat(apiServerFlags.stream(), Stream.of(flag)).toList());
    }

    /** Starts a control plane with these. */
    public ControlPlane start() throws InterruptedException {
        return ControlPlane.start(this);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ControlPlaneOptions.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }
}
