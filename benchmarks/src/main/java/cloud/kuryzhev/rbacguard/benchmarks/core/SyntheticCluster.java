package cloud.kuryzhev.rbacguard.benchmarks.core;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster of 200 ClusterRoles and of RoleBindings in 500 namespaces, each to one service account of its namespace. */
final class SyntheticCluster implements Cluster {

    private static final int ROLES = 200;
    private static final int NAMESPACES = 500;

    private final Map<ObjectKey, Role> roles;
    private final Map<ObjectKey, List<Binding>> byRole;
    private final Map<Subject, List<Binding>> bySubject;

    private SyntheticCluster(List<Role> roles, List<Binding> bindings) {
        this.roles = roles.stream().collect(toMap(Role::key, Function.identity()));
        this.byRole = bindings.stream().collect(groupingBy(Binding::roleRef));
        this.bySubject =
                bindings.stream().collect(groupingBy(it -> it.subjects().getFirst()));
    }

    static Cluster of(int bindings) {
        return bindings == 0
                ? UNKNOWN
                : new SyntheticCluster(
                        IntStream.range(0, ROLES)
                                .mapToObj(SyntheticCluster::role)
                                .toList(),
                        IntStream.range(0, bindings)
                                .mapToObj(SyntheticCluster::binding)
                                .toList());
    }

    /** The ClusterRole that the benchmarks judge is the first of these, so that its bindings are looked at. */
    private static ObjectKey roleKey(int number) {
        return new ObjectKey(Kind.CLUSTER_ROLE, "", number == 0 ? Reviews.NAME : "role-" + number);
    }

    private static Role role(int number) {
        return new Role(
                roleKey(number),
                List.of(PolicyRule.onResources(
                        List.of("get", "list", "watch"), List.of(""), List.of("pods", "services"))));
    }

    private static Binding binding(int number) {
        String namespace = "ns-" + number % NAMESPACES;
        return new Binding(
                new ObjectKey(Kind.ROLE_BINDING, namespace, "binding-" + number),
                roleKey(number % ROLES),
                List.of(new Subject.ServiceAccount(namespace, "account-" + number / NAMESPACES)));
    }

    @Override
    public boolean isKnown() {
        return true;
    }

    @Override
    public Optional<Role> role(ObjectKey key) {
        return Optional.ofNullable(roles.get(key));
    }

    @Override
    public Stream<Role> clusterRoles() {
        return roles.values().stream();
    }

    @Override
    public List<Binding> bindingsOf(ObjectKey role) {
        return byRole.getOrDefault(role, List.of());
    }

    @Override
    public List<Binding> bindingsTo(Subject subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    @Override
    public boolean hasServiceAccount(String namespace, String name) {
        return bySubject.containsKey(new Subject.ServiceAccount(namespace, name));
    }
}
