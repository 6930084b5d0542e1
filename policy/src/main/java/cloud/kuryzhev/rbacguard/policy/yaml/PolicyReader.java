package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Usable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads {@code policy.yaml}: a YAML 1.2 mapping of the keys {@code forbidden_subjects}, {@code forbidden_roles} and
 * {@code restricted_namespaces} to lists of names, and {@code rules} to what is done about each rule; at most 1 MiB long in all.
 *
 * <p>A key that is absent keeps its default, an empty list says "none", and an unknown key is a problem: a misspelt one would
 * otherwise switch a rule off without a word.
 */
public final class PolicyReader {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_PROBLEMS = 20;
    private static final int MAX_MESSAGE = 300;
    private static final String SUBJECTS = "forbidden_subjects";
    private static final String ROLES = "forbidden_roles";
    private static final String NAMESPACES = "restricted_namespaces";
    private static final String RULES = "rules";
    private static final List<String> KEYS = List.of(SUBJECTS, ROLES, NAMESPACES, RULES);

    private final List<Problem> problems = new ArrayList<>();
    private final TreeMap<String, Set<String>> names = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private Map<String, Action> actions = Map.of();

    private PolicyReader() {}

    /** The policy that {@code yaml} says, or what is wrong with it, the first 20 problems; never an exception. */
    public static PolicyReading read(String yaml) {
        if (yaml.length() > MAX_CHARACTERS) {
            return new Unusable(List.of(new Problem(1, 1, "is longer than 1 MiB")));
        }
        var reader = new PolicyReader();
        reader.parse(yaml);
        return reader.reading();
    }

    private void parse(String yaml) {
        try {
            LoadSettings settings = settings(yaml);
            if (isFlat(settings, yaml)) {
                new Compose(settings).composeString(yaml).ifPresent(this::document);
            }
        } catch (ReaderException e) {
            forbiddenCharacter(yaml, e);
        } catch (MarkedYamlEngineException e) {
            problem(e.getProblemMark(), "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problem(Optional.empty(), "is not YAML: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // snakeyaml-engine 2.10 lets it through for escapes beyond Unicode, such as "\U99999999"
            problem(Optional.empty(), "is not YAML: it holds an impossible escape: " + e.getMessage());
        }
    }

    private static LoadSettings settings(String yaml) {
        return LoadSettings.builder()
                .setLabel("policy.yaml")
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_CHARACTERS)
                // all at once: snakeyaml-engine 2.10 reads past its buffer where that ends in the middle of an emoji
                .setBufferSize(yaml.length() + 1)
                .build();
    }

    /** Checks the depth before anything recurses into it. */
    private boolean isFlat(LoadSettings settings, String yaml) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(yaml)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > MAX_DEPTH) {
                problem(
                        event.getStartMark(),
                        "is nested more than " + MAX_DEPTH + " deep; a policy is a mapping of lists");
                return false;
            }
        }
        return true;
    }

    private void forbiddenCharacter(String yaml, ReaderException e) {
        String before = yaml.codePoints()
                .limit(e.getPosition())
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        problems.add(
                new Problem(line, column, "is not YAML: it holds the character U+%04X".formatted(e.getCodePoint())));
    }

    private PolicyReading reading() {
        if (!problems.isEmpty()) {
            return new Unusable(problems);
        }
        return new Usable(Policy.of(
                        names.getOrDefault(SUBJECTS, Policy.DEFAULT.forbiddenSubjects()),
                        names.getOrDefault(ROLES, Policy.DEFAULT.forbiddenRoles()),
                        names.getOrDefault(NAMESPACES, Policy.DEFAULT.restrictedNamespaces()))
                .withActions(actions));
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
        } else if (!seen.add(key)) {
            problem(entry.getKeyNode(), "key \"" + key + "\" stands here a second time");
        } else if (key.equals(RULES)) {
            actions = new RuleActions(this::problem).read(entry.getValueNode());
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
        problem(node.getStartMark(), message);
    }

    private void problem(Optional<Mark> where, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            String line = message.replaceAll("\\p{Cntrl}+", " ");
            String shown = line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE) + "…" : line;
            problems.add(where.map(mark -> new Problem(mark.getLine() + 1, mark.getColumn() + 1, shown))
                    .orElseGet(() -> new Problem(1, 1, shown)));
        }
    }
}
