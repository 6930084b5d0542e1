package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/*
 * foreign_namespace_subject
 *
 * Fields: subjects[*].name of RoleBinding
 * Looks for: a service account of another namespace
 */
final class ForeignNamespaceSubject extends SubjectRule {

    ForeignNamespaceSubject() {
        super(RuleSpec.telling(
                "foreign_namespace_subject",
                Severity.MEDIUM,
                "who can start pods in that other namespace holds it too, and whoever reviews this namespace does not see them",
                "run the workload in this namespace, or write down why it must reach over"));
    }

    @Override
    boolean applies(Subject subject, Binding binding, RuleContext context) {
        return !binding.clusterWide()
                && subject instanceof Subject.ServiceAccount(String namespace, String _)
                && !namespace.equals(binding.key().namespace());
    }

    @Override
    String who(Subject subject) {
        return "which is a service account of another namespace";
    }
}
