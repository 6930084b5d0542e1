package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.Protection;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code protected}: {@code {roles, bindings, changed_by: {users, groups}}}, or a list of such. */
final class ProtectionReader {

    private static final String KEY = "protected";
    private static final String ROLES = "roles";
    private static final String BINDINGS = "bindings";
    private static final String CHANGED_BY = "changed_by";
    private static final int MOST = 100;

    private final Problems problems;
    private final Values values;

    ProtectionReader(Problems problems) {
        this.problems = problems;
        this.values = new Values(problems);
    }

    List<Protection> read(Node value) {
        List<Node> items = value instanceof MappingNode ? List.of(value) : values.items(KEY, value, MOST);
        return items.stream().map(this::protection).toList();
    }

    private Protection protection(Node item) {
        Fields fields = Fields.of(item, "\"" + KEY + "\"", List.of(ROLES, BINDINGS, CHANGED_BY), problems);
        var objects = new TreeSet<ObjectKey>();
        fields.get(ROLES)
                .map(names -> values.names(ROLES, names, "shop/deployer"))
                .ifPresent(names -> names.forEach(name -> objects.add(key(Kind.CLUSTER_ROLE, Kind.ROLE, name))));
        fields.get(BINDINGS)
                .map(names -> values.names(BINDINGS, names, "shop/deployers"))
                .ifPresent(names ->
                        names.forEach(name -> objects.add(key(Kind.CLUSTER_ROLE_BINDING, Kind.ROLE_BINDING, name))));
        if (fields.lack(ROLES, BINDINGS)) {
            problems.add(item, "protects nothing: it needs names under \"roles\" or \"bindings\"");
        }
        return new Protection(
                objects,
                fields.require(CHANGED_BY)
                        .map(them -> values.identities(CHANGED_BY, them))
                        .orElse(Identities.of(Set.of(), Set.of())));
    }

    /** Names hold no slash, so that one parts a namespace from a name. */
    private static ObjectKey key(Kind inTheCluster, Kind inANamespace, String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? new ObjectKey(inTheCluster, "", name)
                : new ObjectKey(inANamespace, name.substring(0, slash), name.substring(slash + 1));
    }
}
