package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/*
 * forbidden_subject:<name>
 *
 * Fields: subjects[*].name of RoleBinding and ClusterRoleBinding
 * Refused: users and groups that policy.yaml lists under forbidden_subjects; service accounts that it lists as
 *          system:serviceaccount:<namespace>:<name>, whichever way the binding spells them
 */
final class ForbiddenSubject implements Rule {

    @Override
    public Stream<Finding> findings(RbacObject object, Policy policy) {
        return switch (object) {
            case Binding binding ->
                IntStream.range(0, binding.subjects().size())
                        .filter(i -> policy.forbids(binding.subjects().get(i)))
                        .mapToObj(i -> finding(binding, i));
            default -> Stream.empty();
        };
    }

    private static Finding finding(Binding binding, int index) {
        Subject subject = binding.subjects().get(index);
        String name = subject.authenticatedName();
        return new Finding(
                "forbidden_subject:" + name,
                binding.clusterWide() ? Severity.CRITICAL : Severity.HIGH,
                "subjects[" + index + "].name",
                "it grants " + binding.roleRef() + " to " + subject + ", " + who(name),
                "bind a service account, or a user or group that stands for people you can name");
    }

    private static String who(String name) {
        return switch (name) {
            case "system:anonymous", "system:unauthenticated" ->
                "which is anybody who can reach the API server, without logging in";
            case "system:masters" -> "whose members pass every authorization check and cannot be revoked";
            default -> "to whom the cluster's policy grants nothing";
        };
    }
}
