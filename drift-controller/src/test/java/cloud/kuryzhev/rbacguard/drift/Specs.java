package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.UsageEvidence;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import org.jspecify.annotations.Nullable;

/** Specs and violations that differ in one thing. */
final class Specs {

    private static final ObjectName DEPLOYER = new ObjectName("Role", "deployer", "team");

    private Specs() {}

    static RBACViolationSpec of(String kind, @Nullable String namespace, String name) {
        return SpecBuilder.of(new ObjectName(kind, name, namespace))
                .breaks("wildcard_verb")
                .build();
    }

    static RBACViolationSpec used(String permission, String verdict, long count, String to) {
        return SpecBuilder.of(DEPLOYER)
                .breaks("wildcard_verb")
                .usage(
                        new UsageEvidence("2026-06-01T00:00:00Z", to, count, null, null, null, null),
                        new PermissionState(permission, verdict, to, count, null))
                .build();
    }

    static RBACViolation violation(long generation, String... rules) {
        var violation = new RBACViolation();
        violation.getMetadata().setGeneration(generation);
        violation.setSpec(SpecBuilder.of(DEPLOYER).breaks(rules).build());
        return violation;
    }
}
