package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The table of values in the chart's README is made of {@code values.yaml}; {@code -Dchart=write} writes it. */
class ChartReadmeTest {

    private static final Path CHART = ProjectRoot.find().resolve("chart");
    private static final Path README = CHART.resolve("README.md");
    private static final String BEGIN = "<!-- values.yaml, written by ChartReadmeTest -->\n";
    private static final String END = "<!-- end -->\n";

    private record Value(String path, String standard, String description) {}

    @Test
    void theTableOfValuesIsThatOfTheFile() throws IOException {
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        if ("write".equals(System.getProperty("chart"))) {
            Files.writeString(README, readme.substring(0, from) + table() + readme.substring(to));
        }
        assertThat(Files.readString(README)).contains(BEGIN + table() + END);
    }

    @Test
    void everyValueIsExplained() throws IOException {
        assertThat(values())
                .hasSizeGreaterThan(40)
                .allSatisfy(it -> assertThat(it.description()).as(it.path()).isNotBlank());
    }

    private static String table() throws IOException {
        return values().stream()
                .map(it -> "| `" + it.path() + "` | `" + it.standard() + "` | " + it.description() + " |\n")
                .collect(Collectors.joining("", "| value | default | |\n|---|---|---|\n", ""));
    }

    private static List<Value> values() throws IOException {
        var settings = LoadSettings.builder().setParseComments(true).build();
        Node root = new Compose(settings)
                .composeString(Files.readString(CHART.resolve("values.yaml")))
                .orElseThrow();
        var values = new ArrayList<Value>();
        collect((MappingNode) root, "", "", values);
        return values;
    }

    /** What explains a group of values explains each that has no words of its own. */
    private static void collect(MappingNode mapping, String prefix, String inherited, List<Value> values) {
        for (NodeTuple tuple : mapping.getValue()) {
            String path = prefix + ((ScalarNode) tuple.getKeyNode()).getValue();
            String own = comment(tuple.getKeyNode());
            String description = own.isEmpty() ? inherited : own;
            if (tuple.getValueNode() instanceof MappingNode group
                    && group.getFlowStyle() == FlowStyle.BLOCK
                    && !path.equals("policy")) {
                collect(group, path + ".", description, values);
            } else {
                values.add(new Value(
                        path, path.equals("policy") ? "see values.yaml" : text(tuple.getValueNode()), description));
            }
        }
    }

    private static String comment(Node key) {
        List<CommentLine> lines = key.getBlockComments() == null ? List.of() : key.getBlockComments();
        return lines.stream()
                .map(it -> it.getValue().strip())
                .collect(Collectors.joining(" "))
                .strip()
                .replace("|", "\\|");
    }

    /** On one line, as one may write it. */
    private static String text(Node value) {
        Object read =
                new StandardConstructor(LoadSettings.builder().build()).constructSingleDocument(Optional.of(value));
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.FLOW)
                        .setWidth(Integer.MAX_VALUE)
                        .build())
                .dumpToString(read)
                .strip();
    }
}
