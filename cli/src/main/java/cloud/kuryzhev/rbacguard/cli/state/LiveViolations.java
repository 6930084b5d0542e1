package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The violations of a live cluster, as the person who asks may see and decide them. Every method throws {@link UnusableInput} if not. */
public final class LiveViolations implements AutoCloseable {

    private static final String RESOURCE = "rbacviolations." + RBACViolation.GROUP;

    /** Owns {@code spec.review}, whoever decides: a new decision takes the place of the last. */
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("rbac-guard-review")
            .withForce(true)
            .build();

    private final KubernetesClient client;

    LiveViolations(KubernetesClient client) {
        this.client = client;
    }

    /** Those in {@code namespace}, {@code ""} for all. */
    public List<RBACViolation> list(String namespace) {
        var violations = client.resources(RBACViolation.class);
        try {
            return (namespace.isEmpty()
                            ? violations.inAnyNamespace().list()
                            : violations.inNamespace(namespace).list())
                    .getItems();
        } catch (KubernetesClientException e) {
            throw failed("list", namespace.isEmpty() ? "in all namespaces: try -n" : "in namespace " + namespace, e);
        }
    }

    /** Writes {@code spec.review} and nothing else, as whoever the kubeconfig says; the violation as it is then. */
    public RBACViolation decide(RBACViolation violation, ReviewDecision decision) {
        String namespace = violation.getMetadata().getNamespace();
        String name = violation.getMetadata().getName();
        String applied = Json.text(Map.of(
                "apiVersion",
                violation.getApiVersion(),
                "kind",
                violation.getKind(),
                "metadata",
                Map.of("name", name, "namespace", namespace),
                "spec",
                Map.of("review", decision)));
        var stored =
                client.resources(RBACViolation.class).inNamespace(namespace).withName(name);
        try {
            if (wouldLeaveOver(violation.getSpec().review(), decision)) {
                stored.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"review\":null}}");
            }
            return stored.patch(APPLY, applied);
        } catch (KubernetesClientException e) {
            throw failed("patch", "in namespace " + namespace, e);
        }
    }

    /** Server-side apply leaves alone what was written by other means, such as the end of a snooze. */
    private static boolean wouldLeaveOver(@Nullable ReviewDecision last, ReviewDecision next) {
        return last != null
                && ((last.until() != null && next.until() == null)
                        || (last.reason() != null && next.reason() == null)
                        || (last.about() != null && next.about() == null));
    }

    private UnusableInput failed(String verb, String where, KubernetesClientException e) {
        String why = e.getStatus() == null || e.getStatus().getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        String line = why.lines().findFirst().orElse("");
        return new UnusableInput(
                switch (e.getCode()) {
                    case 403 ->
                        line.contains("admission webhook")
                                ? line
                                : "you may not " + verb + " " + RESOURCE + " " + where
                                        + "; ask for a role that lets you (" + line + ")";
                    case 404 -> "the cluster has no " + RESOURCE + ", or no such one: is rbac-guard installed?";
                    default -> "cannot " + verb + " " + RESOURCE + " at " + client.getMasterUrl() + ": " + line;
                },
                e);
    }

    @Override
    public void close() {
        client.close();
    }
}
