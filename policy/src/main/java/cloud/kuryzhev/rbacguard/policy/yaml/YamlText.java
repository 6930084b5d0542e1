package cloud.kuryzhev.rbacguard.policy.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Any text as YAML 1.2 nodes, or with the reason why it is not. */
final class YamlText {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 20;

    private final String yaml;
    private final Problems problems;

    YamlText(String yaml, Problems problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    /** The one document in it; empty if there is none, or if it is no YAML, which then is a problem. */
    Optional<Node> root() {
        if (yaml.length() > MAX_CHARACTERS) {
            problems.add(1, 1, "is longer than 1 MiB");
            return Optional.empty();
        }
        try {
            return isFlat() ? new Compose(settings()).composeString(yaml) : Optional.empty();
        } catch (ReaderException e) {
            forbiddenCharacter(e);
        } catch (MarkedYamlEngineException e) {
            problems.add(e.getProblemMark(), "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(1, 1, "is not YAML: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // snakeyaml-engine 2.10 lets it through for escapes beyond Unicode, such as "\U99999999"
            problems.add(1, 1, "is not YAML: it holds an impossible escape: " + e.getMessage());
        }
        return Optional.empty();
    }

    private LoadSettings settings() {
        return LoadSettings.builder()
                .setLabel("policy.yaml")
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_CHARACTERS)
                // all at once: snakeyaml-engine 2.10 reads past its buffer where that ends in the middle of an emoji
                .setBufferSize(yaml.length() + 1)
                .build();
    }

    /** Checks the depth before anything recurses into it. */
    private boolean isFlat() {
        int depth = 0;
        for (Event event : new Parse(settings()).parseString(yaml)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > MAX_DEPTH) {
                problems.add(
                        event.getStartMark(),
                        "is nested more than " + MAX_DEPTH + " deep; a policy is a mapping of lists");
                return false;
            }
        }
        return true;
    }

    private void forbiddenCharacter(ReaderException e) {
        String before = yaml.codePoints()
                .limit(e.getPosition())
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        problems.add(line, column, "is not YAML: it holds the character U+%04X".formatted(e.getCodePoint()));
    }
}
