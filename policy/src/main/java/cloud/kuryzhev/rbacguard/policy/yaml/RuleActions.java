package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code rules}: a mapping of rule ids to {@code {action: deny | warn | audit | off}}. */
final class RuleActions {

    private static final String EXPECTED =
            "expected a mapping such as {secret_read: {action: deny}}; actions are deny, warn, audit and off";
    private static final List<String> IDS =
            Rule.CATALOGUE.stream().map(rule -> rule.spec().id()).toList();

    private final BiConsumer<Node, String> problem;
    private final Map<String, Action> actions = new TreeMap<>();

    /** @param problem is told what is wrong, and where */
    RuleActions(BiConsumer<Node, String> problem) {
        this.problem = problem;
    }

    Map<String, Action> read(Node value) {
        if (value instanceof MappingNode rules) {
            rules.getValue().forEach(this::rule);
        } else {
            problem.accept(value, EXPECTED);
        }
        return actions;
    }

    private void rule(NodeTuple entry) {
        String id = text(entry.getKeyNode());
        if (!IDS.contains(id)) {
            problem.accept(
                    entry.getKeyNode(), "unknown rule \"" + id + "\"; expected one of " + String.join(", ", IDS));
        } else if (actions.containsKey(id)) {
            problem.accept(entry.getKeyNode(), "rule \"" + id + "\" stands here a second time");
        } else if (entry.getValueNode() instanceof MappingNode settings
                && settings.getValue().size() == 1) {
            action(id, settings.getValue().getFirst());
        } else {
            problem.accept(entry.getValueNode(), EXPECTED);
        }
    }

    private void action(String id, NodeTuple setting) {
        if (text(setting.getKeyNode()).equals("action")) {
            Action.named(text(setting.getValueNode()))
                    .ifPresentOrElse(
                            action -> actions.put(id, action), () -> problem.accept(setting.getValueNode(), EXPECTED));
        } else {
            problem.accept(setting.getKeyNode(), EXPECTED);
        }
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
