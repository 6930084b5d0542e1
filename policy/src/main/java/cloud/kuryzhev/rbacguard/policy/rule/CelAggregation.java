package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Map;

/** What a ClusterRole gives to others or takes over from them, in CEL, as far as it can be seen in the ClusterRole itself. */
final class CelAggregation {

    private static final Map.Entry<String, String> SHIPPED =
            Bootstrap.LABELS.entrySet().iterator().next();
    private static final String NO_SUFFIX = CelText.of("");

    /** Its labels carry it into others. */
    static final String LABELS = "(variables.inNamespace == \"\" ? variables.addedLabels : []).filter(x, x.startsWith("
            + CelText.of(Role.AGGREGATE_TO) + ")).map(x, "
            + CelRule.match("\"metadata.labels[\" + x + \"]\"", NO_SUFFIX, "false") + ")";

    /** A selector asks for no label. */
    static final String TAKING_ALL =
            """
            variables.addedSelectors.filter(x, size(x.?matchLabels.orValue({})) == 0 && \
            x.?matchExpressions.orValue([]).all(e, !(e.operator in ["In", "Exists"]))).map(x, %s)""".formatted(CelRule.match(CelText.of("aggregationRule.clusterRoleSelectors"), NO_SUFFIX, "false"));

    /** A selector selects what Kubernetes ships, cluster-admin included. */
    static final String TAKING_CLUSTER_ADMIN = """
            variables.addedSelectors.filter(x, [x.?matchLabels.orValue({})].exists(l, l.all(k, k == %1$s && l[k] == %2$s)) \
            && x.?matchExpressions.orValue([]).all(e, e.key == %1$s \
            ? (e.operator == "Exists" || e.operator == "In" && %2$s in e.values || e.operator == "NotIn" && !(%2$s in e.values)) \
            : e.operator in ["NotIn", "DoesNotExist"])).map(x, %3$s)""".formatted(
                    CelText.of(SHIPPED.getKey()),
                    CelText.of(SHIPPED.getValue()),
                    CelRule.match(CelText.of("aggregationRule.clusterRoleSelectors"), NO_SUFFIX, "false"));

    private CelAggregation() {}
}
