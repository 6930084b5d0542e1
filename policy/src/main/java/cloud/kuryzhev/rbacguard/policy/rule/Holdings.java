package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds who holds something already of those that an object gives something to. Who is in a group only the authenticator knows, so a
 * group counts as itself.
 */
final class Holdings {

    /** A subject of a widely bound role holds what the next one holds, nearly always. */
    private static final int MOST_DIFFERENT = 200;

    private static final String EVERYWHERE = "";

    private final Cluster cluster;
    private final Role role;
    private final Map<Subject, Map<String, Set<ObjectKey>>> held = new HashMap<>();
    private final Set<Set<ObjectKey>> seen = new HashSet<>();

    private Holdings(Cluster cluster, Role role) {
        this.cluster = cluster;
        this.role = role;
    }

    /**
     * Holdings that {@code object} adds to, each set of roles once; of a role the first 200.
     *
     * @param matters whether it matters who holds what else, if this role is given
     */
    static Stream<Holding> of(RbacObject object, Cluster cluster, Predicate<Role> matters) {
        return switch (object) {
            case Binding binding ->
                cluster.role(binding.roleRef()).filter(matters).stream()
                        .flatMap(role -> new Holdings(cluster, role).ofBinding(binding));
            case Role role -> matters.test(role) ? new Holdings(cluster, role).ofRole() : Stream.empty();
        };
    }

    private Stream<Holding> ofBinding(Binding binding) {
        return IntStream.range(0, binding.subjects().size()).boxed().flatMap(i -> {
            Subject subject = binding.subjects().get(i);
            return others(subject, binding)
                    .map(others -> new Holding("subjects[" + i + "].name", subject, binding, role, others));
        });
    }

    private Stream<Holding> ofRole() {
        return Stream.concat(Stream.of(role), Aggregation.fedBy(role, cluster).stream())
                .flatMap(fed -> cluster.bindingsOf(fed.key()).stream())
                .flatMap(this::by)
                .limit(MOST_DIFFERENT);
    }

    private Stream<Holding> by(Binding binding) {
        return binding.subjects().stream().flatMap(subject -> others(subject, binding)
                .map(others -> new Holding("rules", subject, binding, role, others)));
    }

    /** In the whole cluster, or in a RoleBinding's namespace; for a ClusterRoleBinding also in each namespace where more is held. */
    private Stream<Set<ObjectKey>> others(Subject subject, Binding binding) {
        Map<String, Set<ObjectKey>> inScopes = held.computeIfAbsent(Subject.canonical(subject), this::held);
        Set<ObjectKey> everywhere = inScopes.getOrDefault(EVERYWHERE, Set.of());
        Stream<Set<ObjectKey>> others = binding.clusterWide()
                ? Stream.concat(
                        Stream.of(everywhere), inScopes.values().stream().map(inOne -> union(everywhere, inOne)))
                : Stream.of(
                        union(everywhere, inScopes.getOrDefault(binding.key().namespace(), Set.of())));
        return others.filter(roles -> !roles.isEmpty()).filter(seen::add);
    }

    /** By namespace. */
    private Map<String, Set<ObjectKey>> held(Subject subject) {
        var inScopes = new HashMap<String, Set<ObjectKey>>();
        for (Binding other : cluster.bindingsTo(subject)) {
            if (!other.roleRef().equals(role.key())) {
                inScopes.computeIfAbsent(other.key().namespace(), _ -> new HashSet<>())
                        .add(other.roleRef());
            }
        }
        return inScopes;
    }

    private static Set<ObjectKey> union(Set<ObjectKey> some, Set<ObjectKey> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        var both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }
}
