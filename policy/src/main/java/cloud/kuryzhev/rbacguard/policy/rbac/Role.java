package cloud.kuryzhev.rbacguard.policy.rbac;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Role or a ClusterRole.
 *
 * @param rules those that stand in it; an aggregated ClusterRole holds what the aggregation controller gave it
 * @param aggregates selects the ClusterRoles whose rules it takes over: {@code aggregationRule.clusterRoleSelectors}; empty for a role
 *     that is written by hand
 */
public record Role(ObjectKey key, List<PolicyRule> rules, List<LabelSelector> aggregates, Metadata metadata)
        implements RbacObject {

    private static final String AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

    public Role {
        rules = List.copyOf(rules);
        aggregates = List.copyOf(aggregates);
    }

    /** A role that is written by hand. */
    public Role(ObjectKey key, List<PolicyRule> rules, Metadata metadata) {
        this(key, rules, List.of(), metadata);
    }

    /** A role that is not stored yet. */
    public Role(ObjectKey key, List<PolicyRule> rules) {
        this(key, rules, Metadata.NONE);
    }

    /** Whether the rules also reach those who hold admin, edit, view or another ClusterRole that is aggregated the same way. */
    public boolean feedsAggregation() {
        return !aggregationLabels().isEmpty();
    }

    /** The labels that carry the rules into other ClusterRoles: {@code rbac.authorization.k8s.io/aggregate-to-admin} and the like. */
    public Set<String> aggregationLabels() {
        return metadata.labels().keySet().stream()
                .filter(label -> label.startsWith(AGGREGATE_TO))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it takes over the rules of a ClusterRole with {@code labels}. */
    public boolean aggregates(Map<String, String> labels) {
        return aggregates.stream().anyMatch(selector -> selector.selects(labels));
    }

    @Override
    public Instant created() {
        return metadata.created();
    }
}
