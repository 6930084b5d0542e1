package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * persistent_volume_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch on persistentvolumes
 */
final class PersistentVolumeWrite extends GrantingRule {

    PersistentVolumeWrite() {
        super(
                RuleSpec.telling(
                        "persistent_volume_write",
                        Severity.HIGH,
                        "a hostPath volume that one writes oneself gives any pod that claims it the node's files",
                        "claim volumes through a StorageClass: persistentvolumeclaims is enough"),
                new Access(List.of("create", "update", "patch"), "", "persistentvolumes"));
    }
}
