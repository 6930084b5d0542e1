package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.groupingBy;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.IdleBinding;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Compaction;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.RuleIndex;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The roles and bindings that stand in for one binding: a Role in each namespace where something was used, one ClusterRole bound in
 * each where they are all alike, and a cluster-wide ClusterRole only for what was asked cluster-wide.
 *
 * @param idle the binding itself where nothing of it is needed
 */
record Replacement(List<Role> roles, List<Binding> bindings, KeptAccess kept, List<IdleBinding> idle) {

    static Replacement of(BindingUsage usage, Policy policy, RbacSnapshot snapshot, LeastRoles.Options options) {
        List<Subject> subjects = policy.permitted(usage.grant().binding().subjects());
        List<IdleBinding> idle = Idle.of(usage, subjects).stream().toList();
        if (subjects.isEmpty()) {
            return new Replacement(List.of(), List.of(), KeptAccess.NONE, idle);
        }
        var kept = KeptAccess.of(usage, options);
        if (kept.permissions().isEmpty()) {
            return new Replacement(List.of(), List.of(), kept, idle);
        }
        String name = LeastRoleName.of(usage.grant().binding(), kept.permissions(), snapshot);
        var together = of(name, subjects, kept);
        return new Replacement(together.roles(), together.bindings(), kept, List.of());
    }

    /** Roles called {@code name}, bound to {@code subjects}, that allow what is kept and nothing else. */
    static Replacement of(String name, List<Subject> subjects, KeptAccess kept) {
        return new Builder(name, subjects).build(kept);
    }

    private static final class Builder {
        private final String name;
        private final List<Subject> subjects;
        private final List<Role> roles = new ArrayList<>();
        private final List<Binding> bindings = new ArrayList<>();

        Builder(String name, List<Subject> subjects) {
            this.name = name;
            this.subjects = subjects;
        }

        Replacement build(KeptAccess kept) {
            Map<String, List<Permission>> byNamespace =
                    kept.permissions().stream().collect(groupingBy(Builder::namespace));
            List<PolicyRule> clusterRules = Compaction.ofRole(byNamespace.getOrDefault("", List.of()));
            var clusterWide = new RuleIndex(clusterRules);
            SortedMap<String, List<PolicyRule>> rules = new TreeMap<>();
            byNamespace.forEach((namespace, permissions) -> {
                List<Permission> others = permissions.stream()
                        .filter(it -> !clusterWide.allows(it))
                        .toList();
                if (!namespace.isEmpty() && !others.isEmpty()) {
                    rules.put(namespace, Compaction.ofRole(others));
                }
            });
            if (!clusterRules.isEmpty()) {
                ObjectKey role = addRole(Kind.CLUSTER_ROLE, "", name, clusterRules);
                addBinding(Kind.CLUSTER_ROLE_BINDING, "", role);
            }
            addNamespaced(rules, clusterRules.isEmpty() ? name : name + "-namespaced");
            return new Replacement(roles, bindings, kept, List.of());
        }

        private void addNamespaced(SortedMap<String, List<PolicyRule>> rules, String sharedName) {
            boolean alike =
                    rules.size() > 1 && rules.values().stream().distinct().count() == 1;
            if (alike) {
                ObjectKey shared = addRole(
                        Kind.CLUSTER_ROLE, "", sharedName, rules.firstEntry().getValue());
                rules.keySet().forEach(namespace -> addBinding(Kind.ROLE_BINDING, namespace, shared));
            } else {
                rules.forEach((namespace, its) ->
                        addBinding(Kind.ROLE_BINDING, namespace, addRole(Kind.ROLE, namespace, name, its)));
            }
        }

        private ObjectKey addRole(Kind kind, String namespace, String roleName, List<PolicyRule> rules) {
            var key = new ObjectKey(kind, namespace, roleName);
            roles.add(new Role(key, rules));
            return key;
        }

        private void addBinding(Kind kind, String namespace, ObjectKey role) {
            bindings.add(new Binding(new ObjectKey(kind, namespace, name), role, subjects));
        }

        private static String namespace(Permission permission) {
            return permission instanceof OnResource asked ? asked.namespace() : "";
        }
    }
}
