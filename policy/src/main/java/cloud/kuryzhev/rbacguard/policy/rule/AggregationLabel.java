package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/*
 * aggregation_label
 *
 * Fields: metadata.labels and aggregationRule.clusterRoleSelectors[*] of ClusterRole
 * Looks for: rbac.authorization.k8s.io/aggregate-to-<role>; labels that the aggregationRule of another ClusterRole selects; a selector
 *            that asks for no label, and so takes over ClusterRoles that were never meant for it
 */
final class AggregationLabel implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.telling(
                "aggregation_label",
                Severity.MEDIUM,
                "the rules are added to that role everywhere, for everybody who is bound to it now or later",
                "leave the label out, unless every holder of that role should have these rules");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        return object instanceof Role role && mayAggregate(role, context.cluster())
                ? Stream.of(byName(role), fed(role, context.cluster()), takingAll(role))
                        .flatMap(it -> it)
                : Stream.empty();
    }

    private static boolean mayAggregate(Role role, Cluster cluster) {
        boolean isPlain =
                role.metadata().labels().isEmpty() && role.aggregates().isEmpty();
        return !role.key().kind().namespaced()
                && !(isPlain && cluster.aggregated().isEmpty());
    }

    private Stream<Match> byName(Role role) {
        return role.aggregationLabels().keySet().stream()
                .map(label -> Match.at("metadata.labels[" + label + "]", "label " + label + ": " + spec().why()));
    }

    /** By labels of another name; a selector may ask for several, or for the absence of some. */
    private Stream<Match> fed(Role role, Cluster cluster) {
        if (cluster.aggregated().isEmpty()) {
            return Stream.empty();
        }
        SortedMap<String, String> labels = role.otherLabels();
        return cluster.aggregated().stream()
                .filter(it -> !it.key().equals(role.key()) && it.aggregates(labels))
                .map(it -> Match.at(
                        "metadata.labels", "its labels are those that " + it.key() + " takes over: " + spec().why()));
    }

    private static Stream<Match> takingAll(Role role) {
        return IntStream.range(0, role.aggregates().size())
                .filter(i -> !asksForALabel(role.aggregates().get(i)))
                .mapToObj(i -> Match.at(
                        "aggregationRule.clusterRoleSelectors[" + i + "]",
                        "it asks for no label, and so takes over every ClusterRole, those to come included"));
    }

    private static boolean asksForALabel(LabelSelector selector) {
        return !selector.matchLabels().isEmpty()
                || selector.matchExpressions().stream().anyMatch(LabelSelector.Requirement::asksForALabel);
    }
}
