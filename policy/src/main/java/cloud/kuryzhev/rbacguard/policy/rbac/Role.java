package cloud.kuryzhev.rbacguard.policy.rbac;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Role or a ClusterRole. An aggregated ClusterRole holds the rules that the aggregation controller gave it.
 *
 * @param labels the keys of its labels
 */
public record Role(ObjectKey key, List<PolicyRule> rules, Set<String> labels, Instant created) implements RbacObject {

    private static final String AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

    public Role {
        rules = List.copyOf(rules);
        labels = Set.copyOf(labels);
    }

    /** A role that is not stored yet. */
    public Role(ObjectKey key, List<PolicyRule> rules) {
        this(key, rules, Set.of(), Instant.MAX);
    }

    /** Whether the rules also reach those who hold admin, edit, view or another ClusterRole that is aggregated the same way. */
    public boolean feedsAggregation() {
        return !aggregationLabels().isEmpty();
    }

    /** The labels that carry the rules into other ClusterRoles: {@code rbac.authorization.k8s.io/aggregate-to-admin} and the like. */
    public Set<String> aggregationLabels() {
        return labels.stream().filter(label -> label.startsWith(AGGREGATE_TO)).collect(Collectors.toUnmodifiableSet());
    }
}
