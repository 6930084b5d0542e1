package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * binding_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch on rolebindings, clusterrolebindings of rbac.authorization.k8s.io
 */
final class BindingWrite extends GrantingRule {

    BindingWrite() {
        super(
                RuleSpec.telling(
                        "binding_write",
                        Severity.HIGH,
                        "whoever holds it can hand on everything that they hold themselves, to anybody",
                        "let a pipeline with a reviewed identity write bindings, and grant people to read them"),
                new Access(List.of("create", "update", "patch"), "rbac.authorization.k8s.io", "rolebindings"),
                new Access(List.of("create", "update", "patch"), "rbac.authorization.k8s.io", "clusterrolebindings"));
    }
}
