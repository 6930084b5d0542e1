package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.violation.LastViews.View;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.springframework.stereotype.Component;

/** Reads one violation with the viewer's own token. */
@Component
final class Reading {

    private static final int NO_ANSWER = 0;

    private final LastViews last;

    Reading(LastViews last) {
        this.last = last;
    }

    /** @param away whether the API server did not answer, so that this is what the viewer saw last */
    record Read(View view, boolean away) {}

    /** @throws KubernetesClientException if there is none for the viewer */
    Read read(Viewer viewer, String namespace, String name) {
        try {
            View view = view(viewer.client(), namespace, name);
            last.keep(viewer, view);
            return new Read(view, false);
        } catch (KubernetesClientException e) {
            if (e.getCode() != NO_ANSWER) {
                throw e;
            }
            return new Read(last.of(viewer, namespace, name).orElseThrow(() -> e), true);
        }
    }

    private static View view(KubernetesClient client, String namespace, String name) {
        RBACViolation violation = client.resources(RBACViolation.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
        return new View(violation, LiveObjects.read(violation.getSpec(), client));
    }
}
