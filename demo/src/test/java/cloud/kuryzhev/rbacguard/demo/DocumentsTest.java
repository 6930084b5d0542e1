package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents point at is there. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static List<Path> documents() throws IOException {
        return files(".md");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyTestThatIsNamedExists(Path document) throws IOException {
        assertThat(found(TEST, document)).isSubsetOf(tests());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        for (String link : found(LINK, document)) {
            if (!link.contains("://") && !link.startsWith("mailto:")) {
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
                assertThat(target).as("%s in %s", link, document).exists();
                if (parts.length == 2) {
                    assertThat(anchors(target)).as("%s in %s", link, document).contains(parts[1]);
                }
            }
        }
    }

    @Test
    void everySectionOfTheThreatModelIsBackedByTests() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/threat-model.md"));
        assertThat(text.lines().filter(line -> line.startsWith("| ") && !line.startsWith("| claim")))
                .filteredOn(line -> line.chars().filter(c -> c == '|').count() == 3)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).containsPattern("\\| .*`\\w+(Test|IT)`"));
    }

    private static Set<String> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toSet());
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map((MatchResult it) -> it.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> tests() throws IOException {
        return files(".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> Stream.of("target", ".git")
                            .noneMatch(it -> file.toString().contains("/" + it + "/")))
                    .sorted()
                    .toList();
        }
    }
}
