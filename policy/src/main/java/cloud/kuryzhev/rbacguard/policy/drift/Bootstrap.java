package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.Map.entry;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects that every API server creates for itself and that would break a rule
 * ({@code k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy}: {@code policy.go}, {@code controller_policy.go}).
 *
 * <p>Known by name together with the very content that breaks a rule, never by a label: anybody can write a label.
 */
final class Bootstrap {

    private static final String PREFIX = "system:";

    /** ClusterRoles whose rules are those of others, added up by the aggregation controller: the others are judged. */
    private static final Set<String> AGGREGATED = Set.of("admin", "edit");

    /** ClusterRoles, and the resources and URLs on which they are shipped with all verbs. */
    private static final Map<String, Set<String>> ROLES = Map.ofEntries(
            entry("cluster-admin", Set.of("*")),
            entry("system:aggregate-to-admin", Set.of("roles", "rolebindings")),
            entry(
                    "system:aggregate-to-edit",
                    Set.of(
                            "leases",
                            "pods/attach",
                            "pods/exec",
                            "pods/portforward",
                            "pods/proxy",
                            "secrets",
                            "services/proxy")),
            entry("system:controller:cronjob-controller", Set.of("jobs")),
            entry("system:controller:daemon-set-controller", Set.of("controllerrevisions")),
            entry("system:controller:deployment-controller", Set.of("replicasets")),
            entry("system:controller:generic-garbage-collector", Set.of("events")),
            entry("system:controller:resource-claim-controller", Set.of("resourceclaims")),
            entry("system:controller:statefulset-controller", Set.of("controllerrevisions", "pods")),
            entry("system:kube-scheduler", Set.of("leasecandidates", "resourceclaims")),
            entry(
                    "system:kubelet-api-admin",
                    Set.of(
                            "nodes/configz",
                            "nodes/healthz",
                            "nodes/log",
                            "nodes/metrics",
                            "nodes/pods",
                            "nodes/proxy",
                            "nodes/stats")));

    private static final List<Binding> BINDINGS = List.of(
            binding("cluster-admin", "cluster-admin", "system:masters"),
            binding(
                    "system:public-info-viewer",
                    "system:public-info-viewer",
                    "system:authenticated",
                    "system:unauthenticated"));

    private Bootstrap() {}

    /** Whether Kubernetes ships {@code object} in a form that has {@code finding}. */
    static boolean ships(RbacObject object, Finding finding, RuleContext context) {
        return switch (object) {
            case Role role when role.key().kind() == Kind.CLUSTER_ROLE -> shipsRole(role, finding, context);
            case Role _ -> false;
            case Binding binding -> BINDINGS.stream().anyMatch(shipped -> isSame(shipped, binding));
        };
    }

    /** Whether {@code key} is a name that Kubernetes keeps for itself, so that its object is restored or needed. */
    static boolean owns(ObjectKey key) {
        String name = key.name();
        return name.startsWith(PREFIX)
                || (!key.kind().namespaced() && (AGGREGATED.contains(name) || ROLES.containsKey(name)));
    }

    private static boolean shipsRole(Role role, Finding finding, RuleContext context) {
        if (AGGREGATED.contains(role.key().name())) {
            return finding.rule().equals("full_verb_set_equivalent_to_wildcard");
        }
        Set<String> shipped = ROLES.getOrDefault(role.key().name(), Set.of());
        return !shipped.isEmpty()
                && PolicyEngine.refusals(without(shipped, role), context).stream()
                        .noneMatch(rest -> rest.rule().equals(finding.rule()));
    }

    private static Role without(Set<String> shipped, Role role) {
        List<PolicyRule> rest = role.rules().stream()
                .map(rule -> new PolicyRule(
                        rule.verbs(),
                        rule.apiGroups(),
                        without(shipped, rule.resources()),
                        rule.resourceNames(),
                        without(shipped, rule.nonResourceUrls())))
                .filter(rule ->
                        !rule.resources().isEmpty() || !rule.nonResourceUrls().isEmpty())
                .toList();
        return new Role(role.key(), rest);
    }

    private static List<String> without(Set<String> shipped, List<String> targets) {
        return targets.stream().filter(target -> !shipped.contains(target)).toList();
    }

    private static boolean isSame(Binding shipped, Binding live) {
        return shipped.key().equals(live.key())
                && shipped.roleRef().equals(live.roleRef())
                && Set.copyOf(shipped.subjects()).containsAll(live.subjects());
    }

    private static Binding binding(String name, String role, String... groups) {
        return new Binding(
                new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", name),
                new ObjectKey(Kind.CLUSTER_ROLE, "", role),
                Stream.of(groups).<Subject>map(Subject.Group::new).toList());
    }
}
