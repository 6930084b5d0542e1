package cloud.kuryzhev.rbacguard.kube;

import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Has strings quoted that YAML 1.1 takes for something else, such as {@code on} and {@code 1_000}: kubectl reads YAML 1.1
 * ({@code sigs.k8s.io/yaml}), and RBAC objects hold strings only.
 */
final class StringsOnly implements Schema {

    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z/].*", Pattern.DOTALL);

    @Override
    public ScalarResolver getScalarResolver() {
        return (value, implicit) ->
                implicit && !PLAIN.matcher(value).matches() ? Tag.NULL : Tag.STR; // any other tag has it quoted
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of();
    }
}
