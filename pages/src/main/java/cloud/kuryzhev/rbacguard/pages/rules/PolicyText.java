package cloud.kuryzhev.rbacguard.pages.rules;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * The policy as its ConfigMap says it, read as the viewer.
 *
 * @param readable whether the viewer may read it: what it says is shown to nobody else
 * @param yaml the text; {@code ""} if there is none, and the default policy is in force
 */
record PolicyText(boolean readable, String yaml) {

    /** @throws KubernetesClientException if the API server does not answer, or does not know the viewer any more */
    static PolicyText of(Viewer viewer) {
        try {
            return new PolicyText(
                    true,
                    Optional.ofNullable(viewer.client()
                                    .configMaps()
                                    .inNamespace(PolicySource.NAMESPACE)
                                    .withName(PolicySource.NAME)
                                    .get())
                            .map(ConfigMap::getData)
                            .map(it -> it.get(PolicySource.KEY))
                            .orElse(""));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return new PolicyText(false, "");
            }
            throw e;
        }
    }
}
