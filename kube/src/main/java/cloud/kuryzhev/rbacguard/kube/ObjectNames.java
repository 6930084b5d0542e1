package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.Optional;

/** Names of roles and bindings in the custom resources, and the model's keys. */
public final class ObjectNames {

    private ObjectNames() {}

    /** The name as custom resources write it. */
    public static ObjectName of(ObjectKey key) {
        return new ObjectName(key.kind().toString(), key.name(), key.namespace().isEmpty() ? null : key.namespace());
    }

    /** The key; empty for a kind that is no role or binding. */
    public static Optional<ObjectKey> toModel(ObjectName name) {
        String namespace = name.namespace() == null ? "" : name.namespace();
        return Kind.named(name.kind()).map(it -> new ObjectKey(it, namespace, name.name()));
    }
}
