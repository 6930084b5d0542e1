package cloud.kuryzhev.rbacguard.cli.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of a manifest, read field by field as the API server reads it: null is the same as absent. */
final class Fields {

    private final MappingNode mapping;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Fields(MappingNode mapping) {
        this.mapping = mapping;
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key
                    && !Tag.NULL.equals(entry.getValueNode().getTag())) {
                values.put(key.getValue(), entry.getValueNode());
            }
        }
    }

    static Fields of(MappingNode mapping) {
        return new Fields(mapping);
    }

    static Fields of(Node node, String what) throws Unreadable {
        if (node instanceof MappingNode mapping) {
            return new Fields(mapping);
        }
        throw new Unreadable(node, what + " must be a mapping");
    }

    MappingNode mapping() {
        return mapping;
    }

    Optional<Node> node(String field) {
        return Optional.ofNullable(values.get(field));
    }

    /** The mapping under {@code field}; an empty one where it is absent. */
    Fields fields(String field) throws Unreadable {
        Node node = values.get(field);
        return node == null ? new Fields(new MappingNode(Tag.MAP, List.of(), mapping.getFlowStyle())) : of(node, field);
    }

    /** The text under {@code field}; {@code ""} where it is absent. */
    String text(String field) throws Unreadable {
        Node node = values.get(field);
        return node == null ? "" : text(node, field);
    }

    /** The list under {@code field}; an empty one where it is absent. */
    List<Node> list(String field) throws Unreadable {
        Node node = values.get(field);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw new Unreadable(node, field + " must be a list");
    }

    /** The list of texts under {@code field}. */
    List<String> texts(String field) throws Unreadable {
        var texts = new ArrayList<String>();
        for (Node item : list(field)) {
            texts.add(text(item, "every item of " + field));
        }
        return texts;
    }

    /** The mapping of texts to texts under {@code field}. */
    SortedMap<String, String> textsByKey(String field) throws Unreadable {
        var texts = new TreeMap<String, String>();
        for (Map.Entry<String, Node> entry : fields(field).values.entrySet()) {
            texts.put(entry.getKey(), text(entry.getValue(), field + "." + entry.getKey()));
        }
        return texts;
    }

    private static String text(Node node, String what) throws Unreadable {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new Unreadable(node, what + " must be a text");
    }
}
