package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.own.Tampering;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/** Files what is wrong with the guard's own objects. */
final class TamperingSpecs {

    /** The rule's id. */
    static final String RULE = "guard_tampered";

    private TamperingSpecs() {}

    static RBACViolationSpec spec(Tampering tampering) {
        String severity = Severity.CRITICAL.toString();
        var finding = new RBACViolationSpec.Finding(
                RULE,
                severity,
                "",
                Room.cut("the guard's own object " + tampering.what() + ": what it refuses may pass meanwhile"),
                "it is put back by itself; see in the API server's audit log who did it, and run helm upgrade if it stays");
        return new RBACViolationSpec(
                tampering.object().getKind(),
                tampering.object().getMetadata().getName(),
                null,
                List.of(RULE),
                severity,
                List.of(finding),
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
}
