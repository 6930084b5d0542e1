package cloud.kuryzhev.rbacguard.pages.violation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of YAML, as it is coloured: what stands before the key, the key, and its value. */
record YamlLine(String indent, String key, String value) {

    private static final int LONGEST = 2000;
    private static final Pattern KEYED = Pattern.compile("(\\s*(?:- )?)([A-Za-z][A-Za-z0-9_./-]*:)(.*)");
    private static final Pattern ITEM = Pattern.compile("(\\s*- ?)(.*)");

    static YamlLine of(String line) {
        String shown = line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
        Matcher keyed = KEYED.matcher(shown);
        if (keyed.matches()) {
            return new YamlLine(keyed.group(1), keyed.group(2), keyed.group(3));
        }
        Matcher item = ITEM.matcher(shown);
        return item.matches() ? new YamlLine(item.group(1), "", item.group(2)) : new YamlLine("", "", shown);
    }

    /** All lines of a text. */
    static List<YamlLine> all(String text) {
        return text.lines().map(YamlLine::of).toList();
    }

    boolean isEmpty() {
        return indent.isEmpty() && key.isEmpty() && value.isEmpty();
    }
}
