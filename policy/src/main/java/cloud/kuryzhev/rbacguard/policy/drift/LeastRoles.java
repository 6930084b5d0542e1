package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Compaction;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The roles and bindings that allow one subject what it used, from scratch, whatever it holds today.
 *
 * <ol>
 *   <li>{@link LeastAccess}: names only where they are few, list beside every watch, cluster-wide only where many namespaces ask;
 *   <li>what is cluster-wide, non-resource URLs among it, in a ClusterRole bound in the whole cluster;
 *   <li>what is left in a Role of each namespace, or, where these are all alike, in one ClusterRole bound in each;
 *   <li>leases of leader election in a Role of their own, which changes when nothing else does.
 * </ol>
 *
 * @param inferred permissions that were not seen, and are there because others were
 */
public record LeastRoles(List<Role> roles, List<Binding> bindings, SortedSet<Permission> inferred) {

    private static final Predicate<Permission> ELECTS = it -> it instanceof OnResource on
            && on.apiGroup().equals("coordination.k8s.io")
            && !on.namespace().isEmpty();

    public LeastRoles {
        roles = List.copyOf(roles);
        bindings = List.copyOf(bindings);
    }

    /**
     * How narrow.
     *
     * @param names the most names of one resource that are kept; with more, all names are allowed
     * @param clusterWideAfter the most namespaces in which one permission is granted one by one; with more it is granted cluster-wide
     */
    public record Options(int names, int clusterWideAfter) {

        /** Three names, and never cluster-wide because of many namespaces. */
        public static final Options DEFAULT = new Options(3, Integer.MAX_VALUE);
    }

    /**
     * The roles for {@code used}.
     *
     * @param name of all of them and their bindings; must be valid as a path segment, and nobody else's
     */
    public static LeastRoles of(Subject subject, String name, Collection<Permission> used, Options options) {
        var access = LeastAccess.of(used, options);
        var builder = new Builder(subject);
        List<Permission> others =
                access.permissions().stream().filter(ELECTS.negate()).toList();
        builder.add(name, others);
        builder.add(
                name + "-leader-election",
                access.permissions().stream().filter(ELECTS).toList());
        return new LeastRoles(builder.roles, builder.bindings, access.inferred());
    }

    private static final class Builder {

        private final Subject subject;
        private final List<Role> roles = new ArrayList<>();
        private final List<Binding> bindings = new ArrayList<>();

        Builder(Subject subject) {
            this.subject = subject;
        }

        void add(String name, Collection<Permission> permissions) {
            SortedMap<String, List<PolicyRule>> rules = rulesByNamespace(permissions);
            List<PolicyRule> clusterWide = rules.remove("");
            if (clusterWide != null) {
                bind("", role(Kind.CLUSTER_ROLE, "", name, clusterWide), name);
            }
            if (rules.size() > 1 && rules.values().stream().distinct().count() == 1) {
                String shared = clusterWide == null ? name : name + "-namespaced";
                ObjectKey role =
                        role(Kind.CLUSTER_ROLE, "", shared, rules.firstEntry().getValue());
                rules.keySet().forEach(namespace -> bind(namespace, role, name));
            } else {
                rules.forEach((namespace, its) -> bind(namespace, role(Kind.ROLE, namespace, name, its), name));
            }
        }

        private ObjectKey role(Kind kind, String namespace, String name, List<PolicyRule> rules) {
            var key = new ObjectKey(kind, namespace, name);
            roles.add(new Role(key, rules));
            return key;
        }

        private void bind(String namespace, ObjectKey role, String name) {
            Kind kind = namespace.isEmpty() ? Kind.CLUSTER_ROLE_BINDING : Kind.ROLE_BINDING;
            bindings.add(new Binding(new ObjectKey(kind, namespace, name), role, List.of(subject)));
        }

        private static SortedMap<String, List<PolicyRule>> rulesByNamespace(Collection<Permission> permissions) {
            var rules = new TreeMap<String, List<PolicyRule>>();
            permissions.stream()
                    .collect(groupingBy(
                            it -> it instanceof OnResource on ? on.namespace() : "", toCollection(TreeSet::new)))
                    .forEach((namespace, its) -> rules.put(namespace, Compaction.ofRole(its)));
            return rules;
        }
    }
}
