package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/*
 * broad_group_subject
 *
 * Fields: subjects[*].name of RoleBinding and ClusterRoleBinding
 * Looks for: groups system:authenticated, system:serviceaccounts, system:serviceaccounts:<namespace>
 */
final class BroadGroupSubject extends SubjectRule {

    private static final String SERVICE_ACCOUNTS = "system:serviceaccounts";

    BroadGroupSubject() {
        super(RuleSpec.telling(
                "broad_group_subject",
                Severity.HIGH,
                "the group is everybody, or every pod, and it grows by itself: whoever gets a token at all holds what is bound to it",
                "bind the service accounts or the group of people that need it"));
    }

    @Override
    boolean applies(Subject subject, Binding binding, RuleContext context) {
        return subject instanceof Subject.Group(String name)
                && (name.equals("system:authenticated")
                        || name.equals(SERVICE_ACCOUNTS)
                        || name.startsWith(SERVICE_ACCOUNTS + ":"));
    }

    @Override
    String who(Subject subject) {
        return subject.authenticatedName().equals("system:authenticated")
                ? "which is everybody who can log in, every pod included"
                : "which is every pod there, now and later";
    }
}
