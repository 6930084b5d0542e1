package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * storage_class_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch, delete, deletecollection on storageclasses of storage.k8s.io
 */
final class StorageClassWrite extends GrantingRule {

    StorageClassWrite() {
        super(
                RuleSpec.telling(
                        "storage_class_write",
                        Severity.MEDIUM,
                        "a StorageClass decides who provisions volumes, and with which secrets and parameters",
                        "let a pipeline with a reviewed identity write storage classes"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "storage.k8s.io",
                        "storageclasses"));
    }
}
