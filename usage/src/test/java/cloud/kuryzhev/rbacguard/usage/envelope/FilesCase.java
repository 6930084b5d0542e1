package cloud.kuryzhev.rbacguard.usage.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.Complete;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Observed;
import cloud.kuryzhev.rbacguard.usage.event.Observations;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** Audit files, and what was seen in them. */
abstract class FilesCase {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    final List<String> seen = new ArrayList<>();

    Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** The report on a file of this content. */
    FileReport read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    FileReport read(byte[] content) throws IOException {
        return complete(write("some-file", content)).files().getFirst();
    }

    Complete complete(Path... paths) throws IOException {
        ReadOutcome outcome = new AuditFiles(CLOCK).read(List.of(paths), sink());
        assertThat(outcome).isInstanceOf(Complete.class);
        Complete complete = (Complete) outcome;
        assertThat(complete.files()).allMatch(FileReport::isAccounted);
        return complete;
    }

    /** Notes each observation as {@code used|denied <subject>: <permission>}. */
    LineSink sink() {
        Batch batch = new Batch();
        return line -> {
            if (line instanceof AuditLine.Event(var event)
                    && Observations.of(event) instanceof Observed(List<Observation> all)) {
                all.forEach(one -> seen.add("%s %s: %s"
                        .formatted(one.outcome().name().toLowerCase(Locale.ROOT), one.subject(), one.permission())));
            }
            return batch.add(line);
        };
    }

    static void assertLines(FileReport report, Map<String, Long> lines) {
        assertThat(report.lines()).isEqualTo(lines);
    }

    static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** {@code text} as a JSON string. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
