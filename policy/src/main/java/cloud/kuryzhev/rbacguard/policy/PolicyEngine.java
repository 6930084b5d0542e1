package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.util.List;

/** Judges objects and requests by a policy. One evaluator for admission and drift. */
public final class PolicyEngine {

    private PolicyEngine() {}

    /** Every rule that {@code object} breaks, in the catalogue's order. */
    public static List<Finding> findings(RbacObject object, Policy policy) {
        boolean restricted = policy.restrictedNamespaces().contains(object.key().namespace());
        return Rule.CATALOGUE.stream()
                .flatMap(rule -> rule.findings(object, policy))
                .map(finding -> restricted ? finding.raised() : finding)
                .toList();
    }

    /**
     * Whether a request may pass.
     *
     * <ol>
     *   <li>a system writer passes: refusing it would stop the control plane itself;
     *   <li>an update that grants nothing new passes: revoking must never be refused;
     *   <li>an object without findings passes;
     *   <li>anything else is denied, with every finding.
     * </ol>
     */
    public static Decision evaluate(Review review, Policy policy) {
        if (SystemWriters.includes(review.username()) || review.grantsNothingNew()) {
            return new Decision.Allowed();
        }
        List<Finding> findings = findings(review.object(), policy);
        return findings.isEmpty()
                ? new Decision.Allowed()
                : new Decision.Denied(review.object().key(), findings);
    }
}
