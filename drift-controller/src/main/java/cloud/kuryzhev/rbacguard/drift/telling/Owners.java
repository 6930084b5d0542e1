package cloud.kuryzhev.rbacguard.drift.telling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who is in charge of which namespace, in the manner of a CODEOWNERS file: each line a pattern and the owners, {@code #} begins a comment,
 * and the last line that matches wins, also one without owners. In a pattern {@code *} is any characters and {@code ?} is one;
 * {@code (cluster)} stands for cluster-scoped objects, which {@code *} includes.
 */
record Owners(List<Line> lines) {

    private static final String CLUSTER = "(cluster)";
    private static final Pattern OWNER = Pattern.compile("@?[A-Za-z0-9][A-Za-z0-9-]{0,38}(/[A-Za-z0-9_.-]{1,100})?");

    record Line(Pattern namespaces, List<String> owners) {}

    /** @throws IllegalArgumentException for an owner that is no user and no {@code organisation/team} */
    static Owners parse(List<String> lines) {
        var parsed = new ArrayList<Line>();
        for (String line : lines) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
            if (!words[0].isEmpty()) {
                parsed.add(new Line(
                        glob(words[0]),
                        List.of(words).stream().skip(1).map(Owners::owner).toList()));
            }
        }
        return new Owners(List.copyOf(parsed));
    }

    /** Users, and teams as {@code organisation/team}; without the at sign. */
    List<String> of(Optional<String> namespace) {
        String name = namespace.orElse(CLUSTER);
        return lines.reversed().stream()
                .filter(line -> line.namespaces().matcher(name).matches())
                .findFirst()
                .map(Line::owners)
                .orElse(List.of());
    }

    private static String owner(String word) {
        if (!OWNER.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "rbac-guard.telling.owners: \"" + word + "\" is no user and no organisation/team");
        }
        return word.startsWith("@") ? word.substring(1) : word;
    }

    private static Pattern glob(String pattern) {
        String quoted = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(quoted);
    }
}
