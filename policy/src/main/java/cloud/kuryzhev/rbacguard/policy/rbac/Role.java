package cloud.kuryzhev.rbacguard.policy.rbac;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A Role or a ClusterRole.
 *
 * @param rules those that stand in it; an aggregated ClusterRole holds what the aggregation controller gave it
 * @param aggregates selects the ClusterRoles whose rules it takes over: {@code aggregationRule.clusterRoleSelectors}; empty for a role
 *     that is written by hand
 */
public record Role(ObjectKey key, List<PolicyRule> rules, List<LabelSelector> aggregates, Metadata metadata)
        implements RbacObject {

    /** What the names of labels begin with that carry rules into other ClusterRoles. */
    public static final String AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

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

    /** The same, with an empty rule, which grants nothing, in the place of each that is {@code unwanted}: the others keep their index. */
    public Role withoutRules(Predicate<PolicyRule> unwanted) {
        return new Role(
                key,
                rules.stream()
                        .map(rule -> unwanted.test(rule) ? PolicyRule.NOTHING : rule)
                        .toList(),
                aggregates,
                metadata);
    }

    /** Whether the rules also reach those who hold admin, edit, view or another ClusterRole that is aggregated the same way. */
    public boolean feedsAggregation() {
        return !aggregationLabels().isEmpty();
    }

    /** The labels that carry the rules into other ClusterRoles: {@code rbac.authorization.k8s.io/aggregate-to-admin} and the like. */
    public SortedMap<String, String> aggregationLabels() {
        var labels = new TreeMap<>(metadata.labels());
        labels.keySet().removeIf(label -> !label.startsWith(AGGREGATE_TO));
        return labels;
    }

    /** All but {@link #aggregationLabels}. */
    public SortedMap<String, String> otherLabels() {
        var labels = new TreeMap<>(metadata.labels());
        labels.keySet().removeIf(label -> label.startsWith(AGGREGATE_TO));
        return labels;
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
