package cloud.kuryzhev.rbacguard.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.Binaries;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart's dashboard asks Prometheus for what the services expose, and in words that it understands. */
class DashboardTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DASHBOARD = Path.of("../chart/files/dashboard.json");
    private static final Pattern METRIC = Pattern.compile("\\brbac_[a-z_]+");
    /** What Micrometer appends for Prometheus. */
    private static final Pattern ENDING = Pattern.compile("(_seconds)?(_bucket|_total)$");

    @Test
    void everyQuestionIsOneThatPrometheusUnderstands(@TempDir Path directory) throws IOException, InterruptedException {
        List<Map<String, String>> rules = expressions()
                .map(it -> Map.of("record", "panel", "expr", it.replace("$__rate_interval", "5m")))
                .toList();
        Path file = Files.writeString(
                directory.resolve("rules.json"),
                JSON.writeValueAsString(Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));

        Process promtool = new ProcessBuilder(
                        Binaries.promtool().toString(), "check", "rules", "--lint=none", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains(rules.size() + " rules found");
    }

    @Test
    void everyMetricIsOneOfTheServices() throws IOException {
        String sources = Stream.of("../admission/src/main/java", "src/main/java")
                .flatMap(DashboardTest::files)
                .collect(Collectors.joining());
        Set<String> metrics = expressions()
                .flatMap(it -> METRIC.matcher(it).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(metrics).hasSizeGreaterThan(12).allSatisfy(name -> assertThat(sources)
                .containsAnyOf(
                        '"' + name + '"',
                        '"' + name.replace('_', '.') + '"',
                        '"' + ENDING.matcher(name).replaceAll("").replace('_', '.') + '"'));
    }

    @Test
    void everyPanelSaysWhatItShows() throws IOException {
        assertThat(panels()).hasSizeGreaterThan(12).allSatisfy(panel -> assertThat(
                        panel.path("description").asText())
                .isNotBlank());
        assertThat(panels().map(it -> it.path("id").asInt())).doesNotHaveDuplicates();
    }

    private static Stream<String> expressions() throws IOException {
        return panels().flatMap(it -> it.path("targets").valueStream())
                .map(it -> it.path("expr").asText());
    }

    /** All but the headings. */
    private static Stream<JsonNode> panels() throws IOException {
        return JSON.readTree(DASHBOARD.toFile()).path("panels").valueStream().filter(it -> !it.path("type")
                .asText()
                .equals("row"));
    }

    private static Stream<String> files(String directory) {
        try (Stream<Path> all = Files.walk(Path.of(directory))) {
            return all.filter(it -> it.toString().endsWith(".java")).map(DashboardTest::read).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
