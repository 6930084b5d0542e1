package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.LiveRbac;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/** The few writes of roles and bindings that there are. */
final class RbacWriter {

    private final KubernetesClient client;

    RbacWriter(KubernetesClient client) {
        this.client = client;
    }

    Optional<HasMetadata> read(ObjectKey key) {
        return Optional.ofNullable(LiveRbac.resource(client, key).get());
    }

    /** Fails with 409 where an object of that name exists. */
    void create(HasMetadata object) {
        client.resource(object).create();
    }

    /** Waits until what was created can be taken to be in force. */
    void settle(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("stopped while new roles came into force", e);
        }
    }

    /** Deletes that very object as it was read: fails with 409 if it is another by now; one that is gone is fine. */
    void delete(HasMetadata read) {
        ObjectMeta metadata = read.getMetadata();
        var options = new DeleteOptionsBuilder()
                .withApiVersion("v1")
                .withNewPreconditions(metadata.getResourceVersion(), metadata.getUid())
                .build();
        try {
            client.raw(path(read), "DELETE", options);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static String path(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return "/apis/" + Kind.API_GROUP + "/v1/" + (namespace == null ? "" : "namespaces/" + namespace + "/")
                + object.getPlural() + "/"
                + LiveRbac.segment(object.getMetadata().getName());
    }
}
