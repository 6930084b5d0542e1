package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.RbacResources;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A binding as it is kept to be put back: whole, but for what the API server gives to each object anew. */
final class Original {

    /** Characters; the violation that it is kept in must fit into etcd (1.5 MB) with all the rest. */
    static final int MOST = 300_000;

    /** On a binding that was put back: which violation had it replaced. */
    static final String RESTORED = "audit.kuryzhev.cloud/restored-for";

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private Original() {}

    static String of(HasMetadata binding) {
        HasMetadata copy = JSON.clone(binding);
        copy.getMetadata().setUid(null);
        copy.getMetadata().setResourceVersion(null);
        copy.getMetadata().setGeneration(null);
        copy.getMetadata().setCreationTimestamp(null);
        copy.getMetadata().setManagedFields(null);
        return JSON.asJson(copy);
    }

    /** The object to create; empty if {@code original} is none of those that {@link #of} writes. */
    static Optional<HasMetadata> read(String original) {
        try {
            return JSON.unmarshal(original) instanceof HasMetadata it
                            && binding(it).isPresent()
                    ? Optional.of(it)
                    : Optional.empty();
        } catch (KubernetesClientException | YamlEngineException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The same as model; empty if it is no binding. */
    static Optional<Binding> binding(HasMetadata object) {
        return RbacResources.toModel(object).filter(Binding.class::isInstance).map(Binding.class::cast);
    }
}
