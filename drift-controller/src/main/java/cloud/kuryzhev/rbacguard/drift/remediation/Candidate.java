package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.ObjectNames;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A violation to do something about, perhaps.
 *
 * @param violation as it stands in the cluster
 * @param found as this cycle found it, in memory, where nobody else can have written into it; empty if it was not found
 */
public record Candidate(RBACViolation violation, Optional<RBACViolationSpec> found) {

    /** One that is looked at before anything was found. */
    static Candidate unfinished(RBACViolation violation) {
        return new Candidate(violation, Optional.empty());
    }

    RBACViolationStatus status() {
        return violation.getStatus();
    }

    @Nullable
    Remediation remediation() {
        return status().remediation();
    }

    boolean is(String phase) {
        return phase.equals(status().phase());
    }

    boolean at(String step) {
        Remediation remediation = remediation();
        return remediation != null && remediation.step().equals(step);
    }

    boolean isUnderWay() {
        Remediation remediation = remediation();
        return remediation != null && remediation.underWay();
    }

    /** The decision of that kind, unless it was carried out already. */
    Optional<TakenDecision> decided(String kind) {
        return Optional.ofNullable(status().decision())
                .filter(it -> it.decision().equals(kind) && !it.isSpent() && it.by() != null);
    }

    /** The live object; empty for a kind that is no role or binding. */
    Optional<ObjectKey> source() {
        RBACViolationSpec spec = violation.getSpec();
        return ObjectNames.toModel(new ObjectName(spec.sourceKind(), spec.sourceName(), spec.sourceNamespace()));
    }
}
