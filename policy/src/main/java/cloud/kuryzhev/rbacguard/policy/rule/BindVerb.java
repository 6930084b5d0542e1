package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * bind_verb
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: bind on roles, clusterroles of rbac.authorization.k8s.io
 */
final class BindVerb extends GrantingRule {

    BindVerb() {
        super(
                RuleSpec.telling(
                        "bind_verb",
                        Severity.CRITICAL,
                        "whoever holds it can bind any role to anybody, cluster-admin to themselves included",
                        "leave bind out, or name the roles that may be bound in resourceNames"),
                new Access(List.of("bind"), "rbac.authorization.k8s.io", "roles"),
                new Access(List.of("bind"), "rbac.authorization.k8s.io", "clusterroles"));
    }
}
