package cloud.kuryzhev.rbacguard.cli;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collection;

/** Objects as {@code kubectl apply} takes them. */
public final class Manifest {

    // false: the search for every kind there is takes longer than the rest of the command
    private static final Manifests WRITER = new Manifests(new KubernetesSerialization(new ObjectMapper(), false));

    private Manifest() {}

    /** The objects as YAML documents, in their order. */
    public static String yaml(Collection<? extends RbacObject> objects) {
        return WRITER.yaml(objects);
    }
}
