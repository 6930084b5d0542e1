package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What somebody would hold in one scope: what the judged object gives, and the roles they hold already. Who is in a group only the
 * authenticator knows, so a group counts as itself.
 *
 * @param field where the judged object says so
 * @param who is given something, and by what
 * @param role that the judged object is or hands out
 * @param others roles that the same subject holds in the same scope by other bindings
 */
record Holding(String field, String who, Role role, Set<ObjectKey> others) {

    /** A subject of a widely bound role holds what the next one holds, nearly always. */
    private static final int MOST_DIFFERENT = 200;

    /** Holdings that {@code object} adds to, each sum of roles once; only those where something is held already. */
    static Stream<Holding> of(RbacObject object, Cluster cluster) {
        return switch (object) {
            case Binding binding ->
                cluster.role(binding.roleRef()).stream().flatMap(role -> of(binding, role, cluster));
            case Role role -> of(role, cluster);
        };
    }

    private static Stream<Holding> of(Binding binding, Role role, Cluster cluster) {
        return IntStream.range(0, binding.subjects().size()).boxed().flatMap(i -> othersOf(
                        binding.subjects().get(i), binding, Set.of(), cluster)
                .map(others -> new Holding(
                        "subjects[" + i + "].name", binding.subjects().get(i) + " gets " + role.key(), role, others)));
    }

    private static Stream<Holding> of(Role role, Cluster cluster) {
        var seen = new HashSet<Set<ObjectKey>>();
        return Stream.concat(Stream.of(role), Aggregation.fedBy(role, cluster).stream())
                .flatMap(fed -> cluster.bindingsOf(fed.key()).stream())
                .flatMap(binding -> by(binding, role, cluster))
                .filter(holding -> seen.add(holding.others()))
                .limit(MOST_DIFFERENT);
    }

    /** By a binding of {@code role}, or of a role that takes it over and so is held already. */
    private static Stream<Holding> by(Binding binding, Role role, Cluster cluster) {
        Set<ObjectKey> fed = binding.roleRef().equals(role.key()) ? Set.of() : Set.of(binding.roleRef());
        return binding.subjects().stream().flatMap(subject -> othersOf(subject, binding, fed, cluster)
                .map(others -> new Holding("rules", subject + " gets it by " + binding.key(), role, others)));
    }

    /** In the whole cluster, or in a RoleBinding's namespace; for a ClusterRoleBinding also in each namespace where more is held. */
    private static Stream<Set<ObjectKey>> othersOf(
            Subject subject, Binding binding, Set<ObjectKey> first, Cluster cluster) {
        List<Binding> others = cluster.bindingsTo(subject).stream()
                .filter(other -> !other.roleRef().equals(binding.roleRef()))
                .toList();
        return others.isEmpty() && first.isEmpty()
                ? Stream.empty()
                : scopes(binding, others)
                        .map(scope -> roles(first, others, scope))
                        .filter(roles -> !roles.isEmpty())
                        .distinct()
                        .limit(MOST_DIFFERENT);
    }

    private static Stream<String> scopes(Binding binding, List<Binding> others) {
        return binding.clusterWide()
                ? Stream.concat(Stream.of(""), others.stream().map(it -> it.key()
                                .namespace()))
                        .distinct()
                : Stream.of(binding.key().namespace());
    }

    private static Set<ObjectKey> roles(Set<ObjectKey> first, List<Binding> others, String namespace) {
        var roles = new TreeSet<>(first);
        others.stream()
                .filter(other -> other.clusterWide() || other.key().namespace().equals(namespace))
                .forEach(other -> roles.add(other.roleRef()));
        return roles;
    }

    /** What is given. */
    List<PolicyRule> given() {
        return role.rules();
    }

    /** What the roles that are held already grant, those of {@code counted} roles only. */
    List<PolicyRule> held(Cluster cluster, Predicate<Role> counted) {
        return others.stream()
                .flatMap(key -> cluster.role(key).stream())
                .filter(counted)
                .flatMap(role -> role.rules().stream())
                .distinct()
                .toList();
    }

    /** As the beginning of a sentence. */
    @Override
    public String toString() {
        return who + ", and holds " + Shown.of(List.copyOf(others)) + " already";
    }
}
