package cloud.kuryzhev.rbacguard.policy.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The values of a mapping whose keys are known; any other key, and one that stands twice, is a problem. */
final class Fields {

    private final Node node;
    private final String what;
    private final List<String> keys;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private boolean misspelt;

    private Fields(Node node, String what, List<String> keys, Problems problems) {
        this.node = node;
        this.what = what;
        this.keys = keys;
        this.problems = problems;
    }

    /** @param what the mapping is, such as {@code an exemption} */
    static Fields of(Node node, String what, List<String> keys, Problems problems) {
        var fields = new Fields(node, what, keys, problems);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(fields::entry);
        } else {
            problems.add(node, "found " + Found.in(node) + "; " + what + " must be a mapping" + fields.ofTheKeys());
        }
        return fields;
    }

    /** The value of {@code key}, if it is there. */
    Optional<Node> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The same for a key that must be there: its absence is a problem. */
    Optional<Node> require(String key) {
        Optional<Node> value = get(key);
        if (value.isEmpty() && node instanceof MappingNode) {
            problems.add(node, "\"" + key + "\" is missing: " + what + " needs it");
        }
        return value;
    }

    /** Whether none of {@code these} says anything, and no key is so misspelt that it might be one of them. */
    boolean lack(String... these) {
        return node instanceof MappingNode && !misspelt && Stream.of(these).allMatch(this::saysNothing);
    }

    private boolean saysNothing(String key) {
        return get(key).map(value ->
                        value instanceof SequenceNode list && list.getValue().isEmpty())
                .orElse(true);
    }

    private void entry(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!keys.contains(key)) {
            misspelt = true;
            problems.add(
                    entry.getKeyNode(),
                    "unknown key \"" + key + "\"" + Nearest.expected(key, keys) + " one of " + String.join(", ", keys));
        } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
            problems.add(entry.getKeyNode(), "key \"" + key + "\" stands here a second time");
        }
    }

    private String ofTheKeys() {
        return " with keys of " + String.join(", ", keys);
    }
}
