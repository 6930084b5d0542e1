package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Creations.Created;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the roles grant that somebody was seen to write by name, may have created, or bound: whoever writes them must hold it. */
final class HandedOut {

    private static final int MOST = 2_000;
    private static final Set<String> WRITES = Set.of("update", "patch");
    private static final Map<String, Kind> KINDS = Map.of(
            "roles", Kind.ROLE,
            "clusterroles", Kind.CLUSTER_ROLE,
            "rolebindings", Kind.ROLE_BINDING,
            "clusterrolebindings", Kind.CLUSTER_ROLE_BINDING);

    private HandedOut() {}

    /** One rule that was handed out in a namespace, or in the whole cluster. */
    private record Part(Role role, String namespace, String why) {

        Stream<Map.Entry<Permission, String>> permissions() {
            return role.rules().stream()
                    .flatMap(Breakdown::atoms)
                    .map(atom -> Breakdown.permission(atom, namespace))
                    .filter(Permission::isExact)
                    .map(it -> Map.entry(it, role.key() + " grants it, which its subjects " + why));
        }
    }

    /** The permissions, each with the role that hands it out; the first {@value #MOST}. */
    static SortedMap<Permission, String> by(Collection<OnResource> used, Created created, RbacSnapshot snapshot) {
        var handedOut = new TreeMap<Permission, String>();
        Stream<Part> written = used.stream()
                .filter(it -> WRITES.contains(it.verb()) && !it.name().isEmpty())
                .flatMap(it -> key(it).stream())
                .flatMap(it -> Stream.ofNullable(snapshot.objects().get(it)))
                .flatMap(it -> parts(it, "write or bind: they must hold it", snapshot));
        Stream<Part> dated = created.objects().stream()
                .flatMap(it -> parts(it, "created or bound, going by its date: they must hold it", snapshot));
        Stream.concat(written, dated)
                .flatMap(Part::permissions)
                .limit(MOST)
                .forEach(it -> handedOut.putIfAbsent(it.getKey(), it.getValue()));
        return handedOut;
    }

    /** The object that {@code asked} is about, of which the name may be missing; empty if it is no role and no binding. */
    static Optional<ObjectKey> key(OnResource asked) {
        return asked.apiGroup().equals(Kind.API_GROUP)
                ? Optional.ofNullable(KINDS.get(asked.resource()))
                        .map(kind -> new ObjectKey(kind, kind.namespaced() ? asked.namespace() : "", asked.name()))
                : Optional.empty();
    }

    private static Stream<Part> parts(RbacObject written, String why, RbacSnapshot snapshot) {
        String namespace = written.key().namespace();
        return switch (written) {
            case Role role -> Stream.of(new Part(role, namespace, why));
            case Binding binding ->
                snapshot.cluster().role(binding.roleRef()).map(it -> new Part(it, namespace, why)).stream();
        };
    }
}
