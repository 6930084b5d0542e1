package cloud.kuryzhev.rbacguard.policy.rule;

import static java.util.stream.Collectors.joining;

import java.util.Collection;

/** Values as the Common Expression Language writes them ({@code github.com/google/cel-spec}, "String and Bytes Values"). */
public final class CelText {

    private CelText() {}

    /** A string literal. */
    public static String of(String value) {
        return value.chars().mapToObj(CelText::escaped).collect(joining("", "\"", "\""));
    }

    /** A list of string literals. */
    public static String of(Collection<String> values) {
        return values.stream().map(CelText::of).collect(joining(", ", "[", "]"));
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"', '\\' -> "\\" + (char) c;
            default -> c < ' ' || c == 0x7f ? "\\u%04x".formatted(c) : Character.toString(c);
        };
    }
}
