package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.DerivedName;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RbacChange;
import java.util.List;

/**
 * A violation that should stand in the cluster.
 *
 * @param namespace the live object's, or the release's for a cluster-scoped one
 * @param name made of the live object's kind and name and a digest over kind, namespace and name: always the same for one object, never
 *     for two; a DNS subdomain (RFC 1123) of at most 200 characters
 */
record DesiredViolation(String namespace, String name, RBACViolationSpec spec) {

    static DesiredViolation of(RBACViolationSpec spec, String releaseNamespace) {
        String namespace = spec.sourceNamespace() == null ? releaseNamespace : spec.sourceNamespace();
        return new DesiredViolation(namespace, name(spec), spec);
    }

    /** The same, with these changes of its object. */
    DesiredViolation with(List<RbacChange> changes) {
        return new DesiredViolation(namespace, name, spec.withChanges(changes));
    }

    /** What tells it from all others. */
    String place() {
        return namespace + "/" + name;
    }

    private static String name(RBACViolationSpec spec) {
        String namespace = spec.sourceNamespace() == null ? "" : spec.sourceNamespace();
        return DerivedName.of(
                spec.sourceKind() + "-" + spec.sourceName(),
                spec.sourceKind() + "/" + namespace + "/" + spec.sourceName());
    }
}
