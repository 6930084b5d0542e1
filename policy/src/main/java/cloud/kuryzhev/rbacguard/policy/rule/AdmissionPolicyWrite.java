package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * admission_policy_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch, delete, deletecollection on validatingadmissionpolicies, validatingadmissionpolicybindings,
 *            mutatingadmissionpolicies, mutatingadmissionpolicybindings of admissionregistration.k8s.io
 */
final class AdmissionPolicyWrite extends GrantingRule {

    AdmissionPolicyWrite() {
        super(
                RuleSpec.telling(
                        "admission_policy_write",
                        Severity.HIGH,
                        "whoever holds it can switch the cluster's admission rules off, or change every object on its way in",
                        "let a pipeline with a reviewed identity write admission policies"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "admissionregistration.k8s.io",
                        "validatingadmissionpolicies"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "admissionregistration.k8s.io",
                        "validatingadmissionpolicybindings"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "admissionregistration.k8s.io",
                        "mutatingadmissionpolicies"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "admissionregistration.k8s.io",
                        "mutatingadmissionpolicybindings"));
    }
}
