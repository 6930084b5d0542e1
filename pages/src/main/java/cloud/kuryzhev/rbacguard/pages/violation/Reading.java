package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.violation.LastViews.View;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads one violation with the viewer's own token. */
@Component
final class Reading {

    private static final int NO_ANSWER = 0; // as fabric8 tells that there was none: this, or less

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
            if (e.getCode() > NO_ANSWER) {
                throw e;
            }
            return new Read(last.of(viewer, namespace, name).orElseThrow(() -> e), true);
        }
    }

    private static View view(KubernetesClient client, String namespace, String name) {
        if (!Shown.isName(namespace) || !Shown.isName(name)) {
            throw gone(); // the client could not even ask
        }
        RBACViolation violation = present(
                client.resources(RBACViolation.class).inNamespace(namespace).withName(name));
        return new View(violation, LiveObjects.read(violation.getSpec(), client));
    }

    /** What {@code require} of fabric8 gives, which hides that an API server did not answer behind another exception. */
    static RBACViolation present(Resource<RBACViolation> stored) {
        return Optional.ofNullable(stored.get()).orElseThrow(Reading::gone);
    }

    private static KubernetesClientException gone() {
        return new KubernetesClientException("it is gone", HttpURLConnection.HTTP_NOT_FOUND, null);
    }
}
