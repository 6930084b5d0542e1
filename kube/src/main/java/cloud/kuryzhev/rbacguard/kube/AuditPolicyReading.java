package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;

/** What came of reading an audit policy. */
public sealed interface AuditPolicyReading {

    /** It says this. */
    record Usable(AuditPolicy policy) implements AuditPolicyReading {}

    /** It cannot be used, and why; ends a sentence such as "the audit policy …". */
    record Unusable(String problem) implements AuditPolicyReading {}
}
