package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * namespace_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch, delete on namespaces
 */
final class NamespaceWrite extends GrantingRule {

    NamespaceWrite() {
        super(
                RuleSpec.telling(
                        "namespace_write",
                        Severity.MEDIUM,
                        "a namespace's labels decide its Pod Security Standard and which policies apply, and deleting it deletes all that is in it",
                        "let a pipeline create namespaces, and name those that may be changed in resourceNames"),
                new Access(List.of("create", "update", "patch", "delete"), "", "namespaces"));
    }
}
