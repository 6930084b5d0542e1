package cloud.kuryzhev.rbacguard.policy.drift;

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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the roles grant that somebody was seen to write by name, or to bind: whoever writes them must hold it. */
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
    private record Part(Role role, String namespace) {

        Stream<Permission> permissions() {
            return role.rules().stream()
                    .flatMap(Breakdown::atoms)
                    .filter(atom -> !atom.resources().isEmpty())
                    .map(atom -> Breakdown.permission(atom, namespace))
                    .filter(Permission::isExact);
        }
    }

    /** The permissions, each with the role that hands it out; the first {@value #MOST}. */
    static SortedMap<Permission, String> by(Collection<OnResource> used, RbacSnapshot snapshot) {
        var handedOut = new TreeMap<Permission, String>();
        used.stream()
                .filter(it -> it.apiGroup().equals(Kind.API_GROUP) && WRITES.contains(it.verb()))
                .filter(it -> KINDS.containsKey(it.resource()) && !it.name().isEmpty())
                .flatMap(it -> Stream.ofNullable(snapshot.objects().get(key(it))))
                .flatMap(it -> parts(it, snapshot))
                .flatMap(part ->
                        part.permissions().map(it -> Map.entry(it, part.role().key())))
                .limit(MOST)
                .forEach(it -> handedOut.putIfAbsent(
                        it.getKey(),
                        it.getValue() + " grants it, which its subjects write or bind: they must hold it"));
        return handedOut;
    }

    private static ObjectKey key(OnResource written) {
        Kind kind = KINDS.getOrDefault(written.resource(), Kind.ROLE);
        return new ObjectKey(kind, kind.namespaced() ? written.namespace() : "", written.name());
    }

    private static Stream<Part> parts(RbacObject written, RbacSnapshot snapshot) {
        String namespace = written.key().namespace();
        return switch (written) {
            case Role role -> Stream.of(new Part(role, namespace));
            case Binding binding ->
                snapshot.cluster().role(binding.roleRef()).map(it -> new Part(it, namespace)).stream();
        };
    }
}
