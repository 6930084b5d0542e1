package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.drift.SpecBuilder;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Violations to tell of. */
final class Samples {

    static final Json JSON = new Json(new KubernetesSerialization());

    private Samples() {}

    static RBACViolation violation(String name, String phase) {
        return violation(name, "payments", name + "-admin", phase, "wildcard_verb");
    }

    static RBACViolation violation(
            String name, @Nullable String namespace, String object, String phase, String... rules) {
        var violation = new RBACViolation();
        violation.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace == null ? "rbac-guard" : namespace)
                .withName(name)
                .withUid("uid-of-" + name)
                .build());
        String kind = namespace == null ? "ClusterRoleBinding" : "RoleBinding";
        violation.setSpec(SpecBuilder.of(new ObjectName(kind, object, namespace))
                .breaks(rules)
                .subjects("User jane")
                .suggestion(SuggestedChange.none("none: nobody used it"))
                .diff("--- live\n+++ suggested\n-  name: x\n")
                .build());
        violation.setStatus(new RBACViolationStatus(
                phase, "2026-06-01T00:00:00Z", null, null, 1L, null, null, null, null, List.of()));
        return violation;
    }

    static Notice notice(RBACViolation violation, @Nullable Told before) {
        return Notice.of(
                        violation,
                        Digest.of(Notice.phase(violation) + violation.getSpec()),
                        Optional.ofNullable(before))
                .orElseThrow();
    }
}
