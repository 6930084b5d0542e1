package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What somebody would hold in one scope: what the judged object gives, and the roles they hold already.
 *
 * @param field where the judged object says so
 * @param who is given something, and by what
 * @param role that the judged object is or hands out
 * @param others roles that the same subject holds in the same scope by other bindings
 */
record Holding(String field, String who, Role role, Set<ObjectKey> others) {

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
        return who + ", and holds " + Shown.of(others.stream().sorted().toList()) + " already";
    }
}
