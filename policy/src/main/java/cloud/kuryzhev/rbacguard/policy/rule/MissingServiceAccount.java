package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/*
 * missing_service_account
 *
 * Fields: subjects[*].name of RoleBinding and ClusterRoleBinding
 * Looks for: a service account that does not exist, where the whole cluster is known, also one that is written as a user
 */
final class MissingServiceAccount extends SubjectRule {

    MissingServiceAccount() {
        super(RuleSpec.telling(
                "missing_service_account",
                Severity.MEDIUM,
                "whoever may create a service account of that name, or a namespace of its namespace's name, gets what is bound to it",
                "create the service account first, and take the subject out when its service account goes"));
    }

    @Override
    boolean applies(Subject subject, Binding binding, RuleContext context) {
        return context.cluster().isKnown()
                && Subject.canonical(subject) instanceof Subject.ServiceAccount(String namespace, String name)
                && !context.cluster().hasServiceAccount(namespace, name);
    }

    @Override
    String who(Subject subject) {
        return "which does not exist, so that whoever creates it gets what is bound to it";
    }
}
