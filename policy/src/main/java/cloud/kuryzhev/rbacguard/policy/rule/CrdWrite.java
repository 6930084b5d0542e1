package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * crd_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch, delete, deletecollection on customresourcedefinitions of apiextensions.k8s.io
 */
final class CrdWrite extends GrantingRule {

    CrdWrite() {
        super(
                RuleSpec.telling(
                        "crd_write",
                        Severity.HIGH,
                        "deleting a definition deletes every object of that kind in the cluster, and changing one can break or mislead the controllers that rely on it",
                        "name the definitions in resourceNames"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "apiextensions.k8s.io",
                        "customresourcedefinitions"));
    }
}
