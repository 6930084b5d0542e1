package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * csr_approval
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: update, patch on certificatesigningrequests/approval of certificates.k8s.io; approve, sign, attest on
 *            signers of certificates.k8s.io
 */
final class CsrApproval extends GrantingRule {

    CsrApproval() {
        super(
                RuleSpec.telling(
                        "csr_approval",
                        Severity.HIGH,
                        "whoever holds it can have a client certificate made out in any user's name that the signer allows",
                        "name the signers in resourceNames, and leave kubernetes.io/kube-apiserver-client out"),
                new Access(List.of("update", "patch"), "certificates.k8s.io", "certificatesigningrequests/approval"),
                new Access(List.of("approve", "sign", "attest"), "certificates.k8s.io", "signers"));
    }
}
