package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.stream.Stream;

/*
 * aggregation_label
 *
 * Fields: metadata.labels of ClusterRole
 * Looks for: rbac.authorization.k8s.io/aggregate-to-<role>
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
        return object instanceof Role role && !role.key().kind().namespaced()
                ? role.aggregationLabels().stream()
                        .sorted()
                        .map(label ->
                                Match.at("metadata.labels[" + label + "]", "label " + label + ": " + spec().why()))
                : Stream.empty();
    }
}
