package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/*
 * cluster_admin_equivalent
 *
 * Fields: the sum of rules[*] of Role and ClusterRole, with what the ClusterRole takes over from others or adds to others; of RoleBinding
 *         and ClusterRoleBinding the role, and the sum of the role with what each subject holds already by other bindings
 * Refused: every verb, by "*" or spelled out, on every resource of every API group, whatever the role's name
 * Not told: a binding of cluster-admin itself, which forbidden_role_ref tells
 */
final class ClusterAdminEquivalent implements Rule {

    private static final String EVERYTHING = "grant every verb on every resource of every API group";

    @Override
    public RuleSpec spec() {
        return RuleSpec.denying(
                "cluster_admin_equivalent",
                Severity.CRITICAL,
                "whoever is bound to it can do everything in its scope, by whatever name it goes",
                "list the API groups, resources and verbs that are needed");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        Cluster cluster = context.cluster();
        Stream<Match> own =
                switch (object) {
                    case Role role -> ofRole(role, cluster);
                    case Binding binding ->
                        cluster.role(binding.roleRef()).stream().flatMap(role -> ofBinding(role, cluster));
                };
        return cluster.equals(Cluster.UNKNOWN)
                ? own
                : Stream.concat(
                        own,
                        Holdings.of(object, cluster, ClusterAdminEquivalent::isPartOfEverything)
                                .flatMap(it -> sum(it, cluster))
                                .limit(1));
    }

    private Stream<Match> ofRole(Role role, Cluster cluster) {
        if (isEverything(role.rules())) {
            return Stream.of(Match.at("rules", "its rules together " + EVERYTHING + ": " + spec().why()));
        }
        boolean takesOver = !role.aggregates().isEmpty()
                && (takesOverClusterAdmin(role) || isEverything(Aggregation.effective(role, cluster)));
        return takesOver
                ? Stream.of(Match.at(
                        "aggregationRule.clusterRoleSelectors",
                        "the ClusterRoles that it takes over " + EVERYTHING + ": " + spec().why()))
                : Stream.empty();
    }

    private Stream<Match> ofBinding(Role role, Cluster cluster) {
        return isEverything(Aggregation.filled(role, cluster)) && !Bootstrap.ships(role)
                ? Stream.of(Match.at(
                        "roleRef.name", "the rules of " + role.key() + " together " + EVERYTHING + ": " + spec().why()))
                : Stream.empty();
    }

    private Stream<Match> sum(Holding holding, Cluster cluster) {
        List<PolicyRule> held = holding.held(cluster, _ -> true);
        boolean becomes = !isEverything(held)
                && isEverything(
                        Stream.concat(holding.given().stream(), held.stream()).toList());
        return becomes
                ? Stream.of(Match.at(holding.field(), holding + ": together they " + EVERYTHING))
                : Stream.empty();
    }

    private static boolean isPartOfEverything(Role role) {
        return role.rules().stream().anyMatch(ClusterAdminEquivalent::isOnEverything) && !isEverything(role.rules());
    }

    /** Whether it selects cluster-admin by the label that Kubernetes gives it; an empty selector does. */
    private static boolean takesOverClusterAdmin(Role role) {
        return role.aggregates(Bootstrap.LABELS);
    }

    private static boolean isEverything(List<PolicyRule> rules) {
        var verbs = new HashSet<String>();
        for (PolicyRule rule : rules) {
            if (isOnEverything(rule)) {
                verbs.addAll(rule.verbs());
            }
        }
        return verbs.contains(Verbs.ALL) || verbs.containsAll(Verbs.FULL);
    }

    private static boolean isOnEverything(PolicyRule rule) {
        return rule.apiGroups().contains(Verbs.ALL)
                && rule.resources().contains(Verbs.ALL)
                && rule.resourceNames().isEmpty();
    }
}
