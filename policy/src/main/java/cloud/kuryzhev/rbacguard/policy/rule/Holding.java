package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What somebody would hold in one scope: what the judged object gives, and the roles they hold already.
 *
 * @param field where the judged object says so
 * @param subject who is given something
 * @param binding by which
 * @param role that the judged object is or hands out
 * @param others roles that the same subject holds in the same scope by other bindings
 */
record Holding(String field, Subject subject, Binding binding, Role role, Set<ObjectKey> others) {

    /** What is given. */
    List<PolicyRule> given() {
        return role.rules();
    }

    /** What the roles that are held already grant, those of {@code counted} roles only. */
    List<PolicyRule> held(Cluster cluster, Predicate<Role> counted) {
        return others.stream()
                .sorted()
                .flatMap(key -> cluster.role(key).stream())
                .filter(counted)
                .flatMap(it -> it.rules().stream())
                .distinct()
                .toList();
    }

    /** As the beginning of a sentence. */
    @Override
    public String toString() {
        return subject + " gets " + role.key() + " by " + binding.key() + ", and holds "
                + Shown.of(others.stream().sorted().toList()) + " already";
    }
}
