package cloud.kuryzhev.rbacguard.cli.manifest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds a field as findings name it: {@code rules[0].verbs[1]}, {@code metadata.labels[example.com/a]}. */
final class FieldPath {

    private static final Pattern STEP = Pattern.compile("\\G(?:\\.?([^.\\[\\]]+)|\\[([^\\]]*)\\])");

    private FieldPath() {}

    /** The innermost node of {@code path} that is there below {@code root}; where a field has a key, the key. */
    static Node find(Node root, String path) {
        Node value = root;
        Node shown = root;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            String name = step.group(1) == null ? step.group(2) : step.group(1);
            NodeTuple field = field(value, name);
            Node item = field == null ? item(value, name) : field.getValueNode();
            if (item == null) {
                return shown;
            }
            shown = field == null ? item : field.getKeyNode();
            value = item;
        }
        return shown;
    }

    private static @Nullable NodeTuple field(Node node, String name) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name)) {
                    return entry;
                }
            }
        }
        return null;
    }

    private static @Nullable Node item(Node node, String index) {
        return node instanceof SequenceNode sequence
                        && index.matches("\\d{1,9}")
                        && Integer.parseInt(index) < sequence.getValue().size()
                ? sequence.getValue().get(Integer.parseInt(index))
                : null;
    }
}
