package cloud.kuryzhev.rbacguard.cli.manifest;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What the composer lets pass and no two readers of YAML agree on. */
final class Shape {

    private Shape() {}

    /** Refuses keys that stand twice, and merge keys, wherever below {@code root}. */
    static void check(Node root) throws Unreadable {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var open = new ArrayDeque<Node>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            switch (node) {
                case MappingNode mapping -> {
                    checkKeys(mapping);
                    mapping.getValue().forEach(entry -> open.push(entry.getValueNode()));
                }
                case SequenceNode sequence -> sequence.getValue().forEach(open::push);
                default -> {}
            }
        }
    }

    private static void checkKeys(MappingNode mapping) throws Unreadable {
        var keys = new HashSet<String>();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                if (key.getValue().equals("<<")) {
                    throw new Unreadable(key, "a merge key (<<) is not part of YAML 1.2: write the fields out");
                }
                if (!keys.add(key.getValue())) {
                    throw new Unreadable(key, "key \"" + key.getValue() + "\" stands here a second time");
                }
            }
        }
    }
}
