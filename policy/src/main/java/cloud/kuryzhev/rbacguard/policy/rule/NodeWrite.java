package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * node_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch, delete, deletecollection on nodes, nodes/status
 */
final class NodeWrite extends GrantingRule {

    NodeWrite() {
        super(
                RuleSpec.telling(
                        "node_write",
                        Severity.HIGH,
                        "labels and taints decide where pods run, so whoever writes nodes can draw pods with secrets to a node of theirs, or evict everything",
                        "leave it to the kubelets and the cluster's autoscaler"),
                new Access(List.of("create", "update", "patch", "delete", "deletecollection"), "", "nodes"),
                new Access(List.of("create", "update", "patch", "delete", "deletecollection"), "", "nodes/status"));
    }
}
