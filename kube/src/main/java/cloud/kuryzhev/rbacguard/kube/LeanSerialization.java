package cloud.kuryzhev.rbacguard.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * For a service that starts quickly and does not ask who wrote what: {@code managedFields}, half of what a list of bindings says, are
 * skipped, and of the hundreds of kinds that the client knows only those are loaded that it is asked for by their class.
 */
public final class LeanSerialization {

    private LeanSerialization() {}

    /** A new one. */
    public static KubernetesSerialization create() {
        return new KubernetesSerialization(
                new ObjectMapper().addMixIn(ObjectMeta.class, WithoutManagedFields.class), false);
    }

    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagedFields {}
}
