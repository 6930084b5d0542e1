package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.UsageEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Specs and violations that differ in one thing. */
final class Specs {

    private Specs() {}

    static RBACViolationSpec of(String kind, @Nullable String namespace, String name) {
        return new RBACViolationSpec(
                kind,
                name,
                namespace,
                List.of("wildcard_verb"),
                "HIGH",
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    static RBACViolationSpec used(String permission, String verdict, long count, String to) {
        RBACViolationSpec spec = of("Role", "team", "deployer");
        return new RBACViolationSpec(
                spec.sourceKind(),
                spec.sourceName(),
                spec.sourceNamespace(),
                spec.violatedRules(),
                spec.severity(),
                spec.findings(),
                spec.subjects(),
                new UsageEvidence("2026-06-01T00:00:00Z", to, count, null, null, null, null),
                List.of(new PermissionState(permission, verdict, to, count, null)),
                spec.excess(),
                spec.gap(),
                spec.suggestion(),
                null,
                null,
                null);
    }

    static RBACViolation violation(long generation, String... rules) {
        var violation = new RBACViolation();
        violation.getMetadata().setGeneration(generation);
        RBACViolationSpec spec = of("Role", "team", "deployer");
        violation.setSpec(new RBACViolationSpec(
                spec.sourceKind(),
                spec.sourceName(),
                spec.sourceNamespace(),
                List.of(rules),
                spec.severity(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null));
        return violation;
    }
}
