package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * role_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch on roles, clusterroles of rbac.authorization.k8s.io
 */
final class RoleWrite extends GrantingRule {

    RoleWrite() {
        super(
                RuleSpec.telling(
                        "role_write",
                        Severity.HIGH,
                        "whoever holds it can change what everybody bound to those roles may do, up to their own rights",
                        "let a pipeline with a reviewed identity write roles, and grant people to read them"),
                new Access(List.of("create", "update", "patch"), "rbac.authorization.k8s.io", "roles"),
                new Access(List.of("create", "update", "patch"), "rbac.authorization.k8s.io", "clusterroles"));
    }
}
