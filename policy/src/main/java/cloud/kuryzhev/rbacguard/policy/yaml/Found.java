package cloud.kuryzhev.rbacguard.policy.yaml;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Says what stands in a text, for messages. */
final class Found {

    private static final int LONGEST = 40;

    private Found() {}

    static String in(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case ScalarNode scalar -> scalar(scalar);
            default -> "a list";
        };
    }

    private static String scalar(ScalarNode node) {
        String value =
                node.getValue().length() > LONGEST ? node.getValue().substring(0, LONGEST) + "…" : node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        return node.getTag().equals(Tag.STR) ? "\"" + value + "\"" : "the value " + value;
    }
}
