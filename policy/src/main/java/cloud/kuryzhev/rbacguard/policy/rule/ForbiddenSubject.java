package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/*
 * forbidden_subject:<name>
 *
 * Fields: subjects[*].name of RoleBinding and ClusterRoleBinding
 * Refused: users and groups that policy.yaml lists under forbidden_subjects; service accounts that it lists as
 *          system:serviceaccount:<namespace>:<name>, whichever way the binding spells them
 */
final class ForbiddenSubject extends SubjectRule {

    ForbiddenSubject() {
        super(RuleSpec.denying(
                "forbidden_subject",
                Severity.CRITICAL,
                "the cluster's policy grants nothing to this subject; by default that is anybody who has not logged in, and system:masters, whose members nobody can revoke",
                "bind a service account, or a user or group that stands for people you can name"));
    }

    @Override
    boolean applies(Subject subject, Binding binding, RuleContext context) {
        return context.policy().forbids(subject);
    }

    @Override
    String suffix(Subject subject) {
        return subject.authenticatedName();
    }

    @Override
    String who(Subject subject) {
        return switch (subject.authenticatedName()) {
            case "system:anonymous", "system:unauthenticated" ->
                "which is anybody who can reach the API server, without logging in";
            case "system:masters" -> "whose members pass every authorization check and cannot be revoked";
            default -> "to whom the cluster's policy grants nothing";
        };
    }
}
