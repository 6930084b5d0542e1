package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.ObjectPattern;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code {kind, namespace, name}}: full names, of which only the name may end in a {@code *}. */
final class ObjectPatternReader {

    private static final String KIND = "kind";
    private static final String NAMESPACE = "namespace";
    private static final String NAME = "name";

    private final Problems problems;
    private final Values values;

    ObjectPatternReader(Problems problems) {
        this.problems = problems;
        this.values = new Values(problems);
    }

    Optional<ObjectPattern> read(Node item) {
        Fields fields = Fields.of(item, "an object", List.of(KIND, NAMESPACE, NAME), problems);
        Optional<Kind> kind = fields.require(KIND).flatMap(this::kind);
        Optional<String> name = fields.require(NAME).flatMap(this::name);
        Optional<String> namespace = fields.get(NAMESPACE).flatMap(it -> values.text(NAMESPACE, it));
        if (kind.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        if (kind.get().namespaced() != fields.get(NAMESPACE).isPresent()) {
            problems.add(
                    item,
                    kind.get().namespaced()
                            ? "\"namespace\" is missing: a " + kind.get() + " has one"
                            : "\"namespace\" must not stand here: a " + kind.get() + " has none");
        }
        return Optional.of(new ObjectPattern(kind.get(), namespace.orElse(""), name.get()));
    }

    /** One of the four, as manifests spell it. */
    Optional<Kind> kind(Node value) {
        Optional<Kind> kind = Values.string(value).flatMap(text -> Arrays.stream(Kind.values())
                .filter(it -> it.toString().equals(text))
                .findFirst());
        if (kind.isEmpty()) {
            problems.add(
                    value,
                    "found " + Found.in(value) + "; a kind is ClusterRole, ClusterRoleBinding, Role or RoleBinding");
        }
        return kind;
    }

    private Optional<String> name(Node value) {
        Optional<String> name = values.text(NAME, value);
        int star = name.map(text -> text.indexOf('*')).orElse(-1);
        if (name.isPresent() && (star == 0 || (star > 0 && star < name.get().length() - 1))) {
            problems.add(
                    value,
                    "found " + Found.in(value) + "; a name is exact, or ends in a * that has something before it");
        }
        return name;
    }
}
