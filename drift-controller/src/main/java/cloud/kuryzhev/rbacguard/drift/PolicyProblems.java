package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/** Files a policy ConfigMap that cannot be used like any other thing that is wrong with the cluster's RBAC. */
final class PolicyProblems {

    /** The rule's id. */
    static final String RULE = "policy_unusable";

    private PolicyProblems() {}

    static RBACViolationSpec spec(List<Problem> problems) {
        return new RBACViolationSpec(
                "ConfigMap",
                PolicySource.NAME,
                PolicySource.NAMESPACE,
                List.of(RULE),
                Severity.HIGH.toString(),
                problems.stream().map(PolicyProblems::finding).toList(),
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

    private static RBACViolationSpec.Finding finding(Problem problem) {
        return new RBACViolationSpec.Finding(
                RULE,
                Severity.HIGH.toString(),
                "data[" + PolicySource.KEY + "]",
                problem + "; the last good policy stays in force",
                "correct the ConfigMap: kubectl -n " + PolicySource.NAMESPACE + " edit configmap " + PolicySource.NAME);
    }
}
