package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/*
 * default_service_account_subject
 *
 * Fields: subjects[*].name of RoleBinding and ClusterRoleBinding
 * Looks for: a service account called default
 */
final class DefaultServiceAccountSubject extends SubjectRule {

    DefaultServiceAccountSubject() {
        super(RuleSpec.telling(
                "default_service_account_subject",
                Severity.HIGH,
                "every pod that names no service account runs as default, and so holds what is bound to it",
                "make a service account for the workload, name it in the pod, and bind that"));
    }

    @Override
    boolean applies(Subject subject, Binding binding, RuleContext context) {
        return subject instanceof Subject.ServiceAccount(String _, String name) && name.equals("default");
    }

    @Override
    String who(Subject subject) {
        return "as which every pod of the namespace runs that names no other";
    }
}
