package cloud.kuryzhev.rbacguard.kube;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Has strings quoted that YAML 1.1 takes for something else, such as {@code on} and {@code 1_000}: kubectl reads YAML 1.1
 * ({@code sigs.k8s.io/yaml}), and RBAC objects hold strings only.
 */
final class StringsOnly implements Schema {

    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    @Override
    public ScalarResolver getScalarResolver() {
        return (value, implicit) -> implicit && !isPlain(value) ? Tag.NULL : Tag.STR; // any other tag has it quoted
    }

    private static boolean isPlain(String value) {
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        boolean begins = first == '/' || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
        return begins && !WORDS.contains(value.toLowerCase(Locale.ROOT));
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of();
    }
}
