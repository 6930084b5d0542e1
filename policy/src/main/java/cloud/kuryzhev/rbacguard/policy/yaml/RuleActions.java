package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.Action;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code rules}: a mapping of rule ids to {@code {action: deny | warn | audit | off}}. */
final class RuleActions {

    private static final String EXPECTED =
            "expected a mapping such as {secret_read: {action: deny}}; actions are deny, warn, audit and off";
    private static final KnownRules KNOWN = new KnownRules();

    private final Problems problems;
    private final Map<String, Action> actions = new TreeMap<>();

    RuleActions(Problems problems) {
        this.problems = problems;
    }

    Map<String, Action> read(Node value) {
        if (value instanceof MappingNode rules) {
            rules.getValue().forEach(this::rule);
        } else {
            problems.add(value, "found " + Found.in(value) + "; " + EXPECTED);
        }
        return actions;
    }

    private void rule(NodeTuple entry) {
        String id = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!KNOWN.contain(id)) {
            problems.add(entry.getKeyNode(), KNOWN.unknown(id));
        } else if (actions.containsKey(id)) {
            problems.add(entry.getKeyNode(), "rule \"" + id + "\" stands here a second time");
        } else if (entry.getValueNode() instanceof MappingNode) {
            Fields.of(entry.getValueNode(), "a rule", List.of("action"), problems)
                    .require("action")
                    .flatMap(it -> new Values(problems).oneOf("action", it, Action.values()))
                    .ifPresent(action -> actions.put(id, action));
        } else {
            problems.add(entry.getValueNode(), "found " + Found.in(entry.getValueNode()) + "; " + EXPECTED);
        }
    }
}
