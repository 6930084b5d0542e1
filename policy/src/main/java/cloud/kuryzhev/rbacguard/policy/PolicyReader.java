package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Usable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads {@code policy.yaml}: a YAML 1.2 mapping of the keys {@code forbidden_subjects}, {@code forbidden_roles} and
 * {@code restricted_namespaces} to lists of names, each at most 1 MiB long in all.
 *
 * <p>A key that is absent keeps its default, an empty list says "none", and an unknown key is a problem: a misspelt one would
 * otherwise switch a rule off without a word.
 */
public final class PolicyReader {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final String SUBJECTS = "forbidden_subjects";
    private static final String ROLES = "forbidden_roles";
    private static final String NAMESPACES = "restricted_namespaces";
    private static final List<String> KEYS = List.of(SUBJECTS, ROLES, NAMESPACES);

    private final List<Problem> problems = new ArrayList<>();
    private final TreeMap<String, Set<String>> names = new TreeMap<>();

    private PolicyReader() {}

    /** The policy that {@code yaml} says, or everything that is wrong with it; never an exception. */
    public static PolicyReading read(String yaml) {
        if (yaml.length() > MAX_CHARACTERS) {
            return new Unusable(List.of(new Problem(1, 1, "is longer than 1 MiB")));
        }
        var reader = new PolicyReader();
        try {
            compose(yaml).ifPresent(reader::document);
        } catch (MarkedYamlEngineException e) {
            reader.problems.add(syntaxProblem(e));
        } catch (YamlEngineException e) {
            reader.problems.add(new Problem(1, 1, "is not YAML: " + e.getMessage()));
        }
        return reader.reading();
    }

    private static Optional<Node> compose(String yaml) {
        var settings = LoadSettings.builder()
                .setLabel("policy.yaml")
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_CHARACTERS)
                .build();
        return new Compose(settings).composeString(yaml);
    }

    private static Problem syntaxProblem(MarkedYamlEngineException e) {
        String what = "is not YAML: " + e.getProblem();
        return e.getProblemMark()
                .map(mark -> new Problem(mark.getLine() + 1, mark.getColumn() + 1, what))
                .orElseGet(() -> new Problem(1, 1, what));
    }

    private PolicyReading reading() {
        if (!problems.isEmpty()) {
            return new Unusable(problems);
        }
        return new Usable(Policy.of(
                names.getOrDefault(SUBJECTS, Policy.DEFAULT.forbiddenSubjects()),
                names.getOrDefault(ROLES, Policy.DEFAULT.forbiddenRoles()),
                names.getOrDefault(NAMESPACES, Policy.DEFAULT.restrictedNamespaces())));
    }

    private void document(Node root) {
        if (root instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::entry);
        } else if (!Tag.NULL.equals(root.getTag())) {
            problem(root, "expected a mapping with the keys " + String.join(", ", KEYS));
        }
    }

    private void entry(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!KEYS.contains(key)) {
            problem(entry.getKeyNode(), "unknown key \"" + key + "\"; expected one of " + String.join(", ", KEYS));
        } else if (names.containsKey(key)) {
            problem(entry.getKeyNode(), "key \"" + key + "\" stands here a second time");
        } else {
            names.put(key, list(key, entry.getValueNode()));
        }
    }

    private Set<String> list(String key, Node value) {
        var result = new TreeSet<String>();
        if (value instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> name(key, item).ifPresent(result::add));
        } else {
            problem(
                    value,
                    "\"" + key + "\" must be a list of names, such as [" + example(key) + "]; write [] for none");
        }
        return result;
    }

    private Optional<String> name(String key, Node item) {
        if (item instanceof ScalarNode scalar
                && Tag.STR.equals(scalar.getTag())
                && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problem(item, "every item of \"" + key + "\" must be a name, such as " + example(key));
        return Optional.empty();
    }

    private static String example(String key) {
        return switch (key) {
            case SUBJECTS -> "\"system:anonymous\"";
            case ROLES -> "cluster-admin";
            default -> "production";
        };
    }

    private void problem(Node node, String message) {
        problems.add(node.getStartMark()
                .map(mark -> new Problem(mark.getLine() + 1, mark.getColumn() + 1, message))
                .orElseGet(() -> new Problem(1, 1, message)));
    }
}
