package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a binding hands out.
 *
 * @param role known, and with other rules than those that Kubernetes ships: for its own roles there are rules of their own
 * @param rules those to judge
 */
record HandedOut(Role role, List<PolicyRule> rules) {

    static Optional<HandedOut> by(Binding binding, Cluster cluster) {
        return cluster.role(binding.roleRef()).map(role -> new HandedOut(role, judged(role, cluster)));
    }

    /** Of admin, edit and view nothing: what others add to them is judged where it is labelled so. */
    private static List<PolicyRule> judged(Role role, Cluster cluster) {
        if (!role.aggregates().isEmpty()) {
            return Bootstrap.shipsRole(role.key()) ? List.of() : Aggregation.filled(role, cluster);
        }
        return Bootstrap.added(role).rules();
    }

    /** The worst of {@code matches} in the role, as one of the binding: a binding is told once what its role tells in detail. */
    Optional<Match> worst(Stream<Match> matches) {
        return matches.reduce((one, other) -> one.narrow() && !other.narrow() ? other : one)
                .map(this::through);
    }

    private Match through(Match match) {
        return new Match(
                match.subject(),
                "roleRef.name",
                "through " + role.key() + ", " + match.field() + ": " + match.reason(),
                match.narrow());
    }
}
