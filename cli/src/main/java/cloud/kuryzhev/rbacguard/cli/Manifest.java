package cloud.kuryzhev.rbacguard.cli;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.Collection;

/** Objects as {@code kubectl apply} takes them. */
public final class Manifest {

    private static final Manifests WRITER = new Manifests();

    private Manifest() {}

    /** The objects as YAML documents, in their order. */
    public static String yaml(Collection<? extends RbacObject> objects) {
        return WRITER.yaml(objects);
    }
}
