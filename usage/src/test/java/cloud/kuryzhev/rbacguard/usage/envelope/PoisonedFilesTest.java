package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad record among good ones is counted, and costs no other. */
class PoisonedFilesTest extends FilesCase {

    private static final String GOOD = event().line();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"Event\",\"verb\":\"ge",
                "{\"kind\":\"Event\",\"user\":{\"username\":\"alice\"",
                "{\"kind\":\"Event\",\"user\":",
                "{\"kind\":\"Event\",\"sourceIPs\":[",
                "{\"kind\":\"Event\",\"a\":{\"b\":[1,",
                "hello",
                "\"kind\":\"Event\"}",
                "{\"kind\":\"Event\"]",
            })
    void aLineThatWasCutOff(String poison) throws IOException {
        assertLines(read(GOOD + "\n" + poison + "\n" + GOOD + "\n"), Map.of("used", 2L, "malformed:not_json", 1L));
    }

    @Test
    void aCutOffLineBeforeOneWithANode() throws IOException {
        assertLines(
                read("n1 " + GOOD.substring(0, 90) + "\nn1 " + GOOD + "\n"),
                Map.of("used", 1L, "malformed:not_json", 1L));
    }

    @Test
    void theLastLineOfAFileThatWasCutOff() throws IOException {
        assertLines(read(GOOD + "\n" + GOOD.substring(0, 90)), Map.of("used", 1L, "malformed:cut_off", 1L));
    }

    @Test
    void recordsOfAListThatAreNoEvents() throws IOException {
        assertLines(
                read("{\"kind\":\"EventList\",\"items\":[" + GOOD + ",null,5,\"a,]{b\",{\"kind\":\"Pod\"},{}," + GOOD
                        + "]}"),
                Map.of("used", 2L, "malformed:not_an_event", 5L));
    }

    @Test
    void aFieldThatIsTooLongInAList() throws IOException {
        String poison = event().user("x".repeat(AuditLineReader.MAX_TEXT + 1)).line();
        assertLines(
                read("{\"items\":[" + GOOD + "," + poison + "," + GOOD + "]}"),
                Map.of("used", 2L, "malformed:field_too_long", 1L));
    }

    @Test
    void aTimeOfAnotherCenturyInAList() throws IOException {
        assertLines(
                read("{\"items\":[" + event().at("1970-01-01T00:00:00Z").line() + ","
                        + event().at("2099-01-01T00:00:00Z").line() + "," + GOOD + "]}"),
                Map.of("used", 1L, "malformed:implausible_time", 2L));
    }

    @Test
    void aListThatWasCutOffBeforeTheNextLine() throws IOException {
        String list = "{\"items\":[" + GOOD + "," + GOOD + "]}\n";
        for (int cut : new int[] {20, GOOD.length() + 9, GOOD.length() + 10, GOOD.length() + 30}) {
            FileReport report = read(list.substring(0, cut) + "\n" + list);
            assertThat(report.lines().get("used")).as("cut at %s", cut).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aListThatEndsWithTheFile() throws IOException {
        assertLines(read("{\"items\":[" + GOOD + ","), Map.of("used", 1L, "malformed:cut_off", 1L));
        assertLines(read("{\"items\":[" + GOOD + "],\"kind\":"), Map.of("used", 1L, "malformed:cut_off", 1L));
    }

    @Test
    void bytesThatAreNoUtf8() throws IOException {
        byte[] bytes =
                (GOOD + "\n" + event().user("\u00e4").line() + "\n" + GOOD).getBytes(StandardCharsets.ISO_8859_1);
        assertLines(read(bytes), Map.of("used", 2L, "malformed:not_json", 1L));
    }

    @Test
    void bottomlessNesting() throws IOException {
        String poison = event().raw("requestObject", "[".repeat(100_000) + "]".repeat(100_000))
                .line();
        assertLines(read(poison + "\n" + GOOD), Map.of("used", 1L, "malformed:not_json", 1L));
    }

    @Test
    void bracesInStringsAreText() throws IOException {
        String tricky = event().put("userAgent", "}]{[\\\\\\\"}\\\\").line();
        assertLines(read(tricky + tricky + "\n" + GOOD), Map.of("used", 3L));
    }
}
