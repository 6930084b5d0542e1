package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a binding hands out through one role. */
final class HandedOut {

    private final Role role;
    private final List<PolicyRule> rules;
    private final Map<GrantRule, Optional<Match>> worst = new ConcurrentHashMap<>();

    private HandedOut(Role role, List<PolicyRule> rules) {
        this.role = role;
        this.rules = rules;
    }

    /** Through the role {@code key}, if it is known. */
    static Optional<HandedOut> of(ObjectKey key, Cluster cluster) {
        return cluster.role(key).map(role -> new HandedOut(role, judged(role, cluster)));
    }

    /** The worst that is wrong with it by {@code rule}, as one match of the binding: a binding is told once what its role tells in detail. */
    Optional<Match> worst(GrantRule rule) {
        return worst.computeIfAbsent(rule, it -> it.in(rules)
                .reduce((one, other) -> one.narrow() && !other.narrow() ? other : one)
                .map(this::through));
    }

    /**
     * Rules other than those that Kubernetes ships: for its own roles there are rules of their own. Of admin, edit and view nothing: what
     * others add to them is judged where it is labelled so.
     */
    private static List<PolicyRule> judged(Role role, Cluster cluster) {
        if (!role.aggregates().isEmpty()) {
            return Bootstrap.shipsRole(role.key()) ? List.of() : Aggregation.filled(role, cluster);
        }
        return Bootstrap.added(role).rules();
    }

    private Match through(Match match) {
        return new Match(
                match.subject(),
                "roleRef.name",
                "through " + role.key() + ", " + match.field() + ": " + match.reason(),
                match.narrow());
    }
}
