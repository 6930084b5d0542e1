package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainFilesTest extends FilesCase {

    private static final String ONE = event().user("one").line();
    private static final String TWO = event().user("two").line();
    private static final String BARE =
            event().user("bare").without("kind").without("apiVersion").line();

    @Test
    void eventsOnePerLine() throws IOException {
        assertSeen(read(ONE + "\n" + TWO + "\n"), "one", "two");
    }

    @Test
    void theLastLineNeedsNoLineFeedAndLinesMayEndAsOnWindows() throws IOException {
        assertSeen(read(ONE + "\r\n\r\n" + TWO), "one", "two");
    }

    @Test
    void eventsRightAfterOneAnother() throws IOException {
        assertSeen(read(ONE + TWO), "one", "two");
    }

    @Test
    void prettyPrintedEvents() throws IOException {
        assertSeen(read(pretty(ONE) + "\n" + pretty(TWO)), "one", "two");
    }

    @Test
    void anEventListOnOneLine() throws IOException {
        assertSeen(
                read("{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":[%s,%s]}"
                        .formatted(ONE, BARE)),
                "one",
                "bare");
    }

    @Test
    void aPrettyPrintedEventListWhoseKindComesLast() throws IOException {
        assertSeen(
                read(pretty("{\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[%s,%s],\"kind\":\"EventList\"}"
                        .formatted(ONE, BARE))),
                "one",
                "bare");
    }

    @Test
    void eventListsOnePerLine() throws IOException {
        assertSeen(read("{\"items\":[" + ONE + "]}\n{\"items\":[]}\n{\"items\":[" + TWO + "]}\n"), "one", "two");
    }

    @Test
    void aListOfEvents() throws IOException {
        assertSeen(read("[" + ONE + ",\n" + TWO + "\n]\n"), "one", "two");
    }

    @Test
    void eventsOfV1beta1() throws IOException {
        String line =
                event().user("old").put("apiVersion", "audit.k8s.io/v1beta1").line();
        assertSeen(read(line), "old");
    }

    @Test
    void eventsWithoutApiVersionAsFalcoCapturedThem() throws IOException {
        assertSeen(read(event().user("old").without("apiVersion").line()), "old");
    }

    @Test
    void openShiftPutsTheNodeBeforeTheEvent() throws IOException {
        assertSeen(read("ci-m0-master-0 " + ONE + "\nip-10-0-140-97.ec2.internal " + TWO + "\n"), "one", "two");
    }

    @Test
    void cloudWatchPutsTheTimeBeforeTheEventInItsExport() throws IOException {
        assertSeen(read("2026-11-22T05:40:00.000Z " + ONE + "\n2026-11-22T05:40:00.001Z " + TWO + "\n"), "one", "two");
    }

    @Test
    void anotherLogsLineAroundAnEventIsNone() throws IOException {
        FileReport report = read(ONE + "\nE1122 05:40:00 1 server.go:1] got " + TWO + "\n");
        assertLines(report, Map.of("used", 1L, "malformed:not_json", 1L));
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        assertSeen(read("\ufeff" + ONE), "one");
    }

    @Test
    void fieldsNamedLikeListsWithinAnEventAreItsOwn() throws IOException {
        String line = event().user("one")
                .raw("requestObject", "{\"items\":[{\"kind\":\"Event\"}],\"records\":[{}]}")
                .line();
        assertSeen(read(line), "one");
    }

    private void assertSeen(FileReport report, String... users) {
        assertLines(report, Map.of("used", (long) users.length));
        assertThat(report.format()).isEqualTo(Format.PLAIN);
        assertThat(seen).hasSize(users.length);
        for (int i = 0; i < users.length; i++) {
            assertThat(seen.get(i)).startsWith("used User " + users[i] + ":");
        }
    }

    /** With a line for every field and element. */
    private static String pretty(String json) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            quoted ^= c == '"';
            text.append(!quoted && "]}".indexOf(c) >= 0 ? "\n  " : "").append(c);
            text.append(!quoted && "[{,".indexOf(c) >= 0 ? "\n    " : "");
        }
        return text.toString();
    }
}
