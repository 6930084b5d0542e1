package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditFilesTest extends FilesCase {

    @Test
    void rotatedLogsAreReadInTheOrderTheyWereWritten() throws IOException {
        write("audit.log", at("2026-11-22T05:43:00Z"));
        write("audit.log.1", at("2026-11-22T05:42:00Z"));
        write("old/audit-2026-11-22T05-40-00.000.log.gz", gzip("{\"broken\n" + at("2026-11-22T05:40:00Z")));
        write("audit.log.2.gz", gzip(at("2026-11-22T05:41:00Z")));
        assertThat(complete(directory).files())
                .extracting(report -> report.path().getFileName().toString())
                .containsExactly("audit-2026-11-22T05-40-00.000.log.gz", "audit.log.2.gz", "audit.log.1", "audit.log");
        assertThat(seen).hasSize(4);
    }

    @Test
    void aFileGivenTwiceIsReadOnce() throws IOException {
        Path file = write("a/audit.log", at("2026-11-22T05:40:00Z"));
        complete(file, directory, directory.resolve("a/../a/audit.log"));
        assertThat(seen).hasSize(1);
    }

    @Test
    void linksInADirectoryAreNotFollowed() throws IOException {
        Path file = write("audit.log", at("2026-11-22T05:40:00Z"));
        Files.createSymbolicLink(directory.resolve("current.log"), file);
        complete(directory);
        assertThat(seen).hasSize(1);
    }

    @Test
    void filesWithoutAnyJsonAreNoAuditFiles() throws IOException {
        for (String text : List.of(
                "", "\n", "I1122 klog\n", "kind: Policy\nrules: []\nmetadata: {}\n", "\"{\"\"a\"\":1}\",2026,x\n")) {
            FileReport report = read(text);
            assertThat(report.format()).as(text).isEqualTo(Format.NONE);
            assertLines(report, Map.of());
        }
    }

    @Test
    void otherJsonIsCountedAsNoEvent() throws IOException {
        assertLines(read("{\"kind\":0}"), Map.of("malformed:not_an_event", 1L));
    }

    @Test
    void aFileThatIsNotThereCannotBeRead() {
        assertThatThrownBy(() -> complete(directory.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void formatsMayMixInAFile() throws IOException {
        String azure = "{\"category\":\"kube-audit\",\"properties\":{\"log\":" + event().line() + "}}\n";
        assertLines(read(at("2026-11-22T05:40:00Z") + azure + event().line()), Map.of("used", 3L));
    }

    @Test
    void aBadRecordIsFoundAgainByItsPlace() throws IOException {
        String good = event().line();
        FileReport report = read(good + "\n\nklog\n{\n  \"broken\n" + good + "\n{\"items\":[" + good + ",{\"kind\":0},"
                + good + "]}\n{");
        int column = "{\"items\":[".length() + good.length() + 2;
        assertThat(report.unread())
                .containsExactly(
                        new UnreadRecord(2, 3, 1, Reason.NOT_JSON),
                        new UnreadRecord(3, 4, 1, Reason.NOT_JSON),
                        new UnreadRecord(6, 7, column, Reason.NOT_AN_EVENT),
                        new UnreadRecord(8, 8, 1, Reason.CUT_OFF));
    }

    @Test
    void aBadRecordInAPayloadIsWhereThePayloadIs() throws IOException {
        assertThat(read(event().line() + "\n" + base64(gzip(event().line() + "\n\n{\"kind\":0}\n")) + "\n")
                        .unread())
                .containsExactly(new UnreadRecord(3, 2, 1, Reason.NOT_AN_EVENT));
    }

    @Test
    void ofManyBadRecordsOnlyTheFirstTenAreRemembered() throws IOException {
        FileReport report = read("{\"kind\":0}\n".repeat(1000));
        assertThat(report.unread())
                .extracting(UnreadRecord::line)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertLines(report, Map.of("malformed:not_an_event", 1000L));
    }

    @Test
    void whoListensHearsOfEveryByteOfAllFiles() throws IOException {
        Path plain = write("audit.log", at("2026-11-22T05:43:00Z").repeat(500));
        Path packed = write("audit.log.1.gz", gzip(at("2026-11-22T05:42:00Z").repeat(500)));
        write("README", "no audit log");
        long all = Files.size(plain) + Files.size(packed);
        List<Long> heard = new ArrayList<>();
        new AuditFiles(CLOCK)
                .telling((bytes, of) -> {
                    assertThat(of).isEqualTo(all);
                    heard.add(bytes);
                })
                .read(List.of(directory), sink());
        assertThat(heard).isSorted().contains(Files.size(packed)).last().isEqualTo(all);
    }

    private static String at(String time) {
        return event().at(time).line() + "\n";
    }
}
