package cloud.kuryzhev.rbacguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The help in {@code docs/cli.md} is what the command says; {@code -Dgolden=write} writes it there. */
class HelpTest {

    private static final Path DOCS = Path.of("../docs/cli.md");
    private static final Pattern HELP =
            Pattern.compile("(?<=\n)```text\n\\$ rbac-guard (\\S+) --help\n.*?\n```\n", Pattern.DOTALL);

    @Test
    void theHelpInTheDocumentationIsWhatTheCommandSays() throws IOException {
        String docs = Files.readString(DOCS);
        String now = HELP.matcher(docs).replaceAll(it -> Matcher.quoteReplacement(help(it.group(1))));
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(DOCS, now);
        }

        assertThat(Files.readString(DOCS)).isEqualTo(now);
    }

    @Test
    void everySubcommandIsDocumented() throws IOException {
        Stream<String> documented =
                HELP.matcher(Files.readString(DOCS)).results().map(it -> it.group(1));

        assertThat(documented)
                .containsExactlyInAnyOrder(
                        "scan",
                        "admit",
                        "generate",
                        "explain",
                        "compare",
                        "who-can",
                        "what-can",
                        "review",
                        "undo",
                        "report",
                        "doctor");
    }

    @Test
    void theCompletionKnowsEverySubcommand() {
        assertThat(Run.of("completion").out()).contains("scan", "who-can", "--fail-on-new-access", "markdown");
    }

    private static String help(String command) {
        String text = Run.of(command, "--help").out();
        return "```text\n$ rbac-guard " + command + " --help\n" + text + "```\n";
    }
}
