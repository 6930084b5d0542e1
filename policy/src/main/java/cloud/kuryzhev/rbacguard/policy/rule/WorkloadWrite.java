package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * workload_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch on pods, replicationcontrollers; create, update, patch on deployments, daemonsets,
 *            statefulsets, replicasets of apps; create, update, patch on jobs, cronjobs of batch
 */
final class WorkloadWrite extends GrantingRule {

    WorkloadWrite() {
        super(
                RuleSpec.telling(
                        "workload_write",
                        Severity.MEDIUM,
                        "whoever starts a pod can run it as any service account of the namespace, mount its secrets, and without Pod Security take the node",
                        "grant it in namespaces of one team only, and enforce a Pod Security Standard there"),
                new Access(List.of("create", "update", "patch"), "", "pods"),
                new Access(List.of("create", "update", "patch"), "", "replicationcontrollers"),
                new Access(List.of("create", "update", "patch"), "apps", "deployments"),
                new Access(List.of("create", "update", "patch"), "apps", "daemonsets"),
                new Access(List.of("create", "update", "patch"), "apps", "statefulsets"),
                new Access(List.of("create", "update", "patch"), "apps", "replicasets"),
                new Access(List.of("create", "update", "patch"), "batch", "jobs"),
                new Access(List.of("create", "update", "patch"), "batch", "cronjobs"));
    }
}
