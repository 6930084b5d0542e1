package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompressedFilesTest extends FilesCase {

    private static final String LINE = event().line() + "\n";

    @Test
    void gzip() throws IOException {
        FileReport report = read(gzip(LINE + LINE));
        assertLines(report, Map.of("used", 2L));
        assertThat(report.compressed()).isTrue();
    }

    @Test
    void gzipOfSeveralMembersThatEndWhereverTheyWill() throws IOException {
        String text = LINE.repeat(3);
        int cut = text.length() / 2;
        assertLines(read(concat(gzip(text.substring(0, cut)), gzip(text.substring(cut)))), Map.of("used", 3L));
    }

    @Test
    void gzipInGzip() throws IOException {
        assertLines(read(gzip(gzip(LINE))), Map.of("used", 1L));
    }

    @Test
    void truncatedGzipIsReadAsFarAsItGoesAndSaysSo() throws IOException {
        byte[] whole = gzip(String.join("\n", AuditLog.lines(7, 500)));
        FileReport report = read(Arrays.copyOf(whole, whole.length / 2));
        assertThat(report.lines()).containsEntry("malformed:cut_off", 1L);
        assertThat(report.records()).isBetween(100L, 400L);
    }

    @Test
    void gzipTruncatedBetweenTwoLinesSaysSoToo() throws IOException {
        byte[] trailerless = gzip(LINE);
        assertLines(
                read(Arrays.copyOf(trailerless, trailerless.length - 8)), Map.of("used", 1L, "malformed:cut_off", 1L));
    }

    @Test
    void gzipFollowedBySomethingElseSaysSo() throws IOException {
        assertLines(
                read(concat(gzip(LINE), "and more".getBytes(StandardCharsets.UTF_8))),
                Map.of("used", 1L, "malformed:cut_off", 1L));
    }

    @Test
    void gzipOfNothingIsNoAuditFile() throws IOException {
        assertThat(read(gzip("")).format()).isEqualTo(Format.NONE);
    }

    @Test
    void nothingButAGzipHeaderIsCutOff() throws IOException {
        assertLines(read(Arrays.copyOf(gzip(LINE), 5)), Map.of("malformed:cut_off", 1L));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
