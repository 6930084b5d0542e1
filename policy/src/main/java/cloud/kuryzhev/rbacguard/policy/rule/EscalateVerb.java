package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * escalate_verb
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: escalate on roles, clusterroles of rbac.authorization.k8s.io
 */
final class EscalateVerb extends GrantingRule {

    EscalateVerb() {
        super(
                RuleSpec.telling(
                        "escalate_verb",
                        Severity.CRITICAL,
                        "whoever holds it can write any permission into a role, also those that they do not hold",
                        "leave escalate out: the API server then lets them write only what they hold"),
                new Access(List.of("escalate"), "rbac.authorization.k8s.io", "roles"),
                new Access(List.of("escalate"), "rbac.authorization.k8s.io", "clusterroles"));
    }
}
