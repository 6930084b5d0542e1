package cloud.kuryzhev.rbacguard.policy.yaml;

import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where in a text something stands that stands in the value of one of its scalars.
 *
 * @param line from 1
 * @param column from 1
 */
record Place(int line, int column) {

    /**
     * Exact where the value stands in the text as it is read: on one line, or as a literal block. Otherwise, as where it is folded or has
     * escapes, the start of the scalar.
     *
     * @param line in the value, from 1; less for the value as a whole
     * @param column in the value, from 0
     */
    static Place in(String yaml, ScalarNode scalar, int line, int column) {
        Mark start = scalar.getStartMark().orElseThrow();
        List<String> text = yaml.lines().toList();
        List<String> value = scalar.getValue().lines().toList();
        int row = start.getLine() + (isBlock(scalar) ? line : line - 1);
        int from = isBlock(scalar) ? 0 : start.getColumn();
        if (line > 0 && row < text.size() && line <= value.size() && (isBlock(scalar) || value.size() == 1)) {
            int index = text.get(row)
                    .indexOf(value.get(line - 1), Math.min(from, text.get(row).length()));
            if (index >= 0) {
                return new Place(row + 1, index + column + 1);
            }
        }
        return new Place(start.getLine() + 1, start.getColumn() + 1);
    }

    private static boolean isBlock(ScalarNode scalar) {
        return switch (scalar.getScalarStyle()) {
            case LITERAL, FOLDED -> true;
            default -> false;
        };
    }
}
