package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * nodes_proxy
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: get, create, update, patch, delete on nodes/proxy
 */
final class NodesProxy extends GrantingRule {

    NodesProxy() {
        super(
                RuleSpec.telling(
                        "nodes_proxy",
                        Severity.CRITICAL,
                        "the kubelet behind it runs commands in every pod of the node, without admission and without audit, and get is enough over a websocket",
                        "grant nodes/metrics, nodes/stats or nodes/log instead, and since Kubernetes 1.33 nodes/healthz, nodes/pods and nodes/configz"),
                new Access(List.of("get", "create", "update", "patch", "delete"), "", "nodes/proxy"));
    }
}
