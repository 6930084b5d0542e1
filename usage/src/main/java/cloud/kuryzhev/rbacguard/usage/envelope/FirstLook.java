package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the beginning of a file shows.
 *
 * @param hasRecords whether there is any JSON in it
 * @param begins when the first event was; {@link Instant#MIN} if none is near the beginning
 */
record FirstLook(Path file, boolean hasRecords, Instant begins) {

    /** Rotated files in the order they were written in, whatever they are called by now. */
    static final Comparator<FirstLook> ORDER =
            Comparator.comparing(FirstLook::begins).thenComparing(FirstLook::file);

    private static final int RECORDS = 100;

    static FirstLook at(Path file, int maxRecordBytes) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            Beginning beginning = new Beginning();
            new RecordStream(maxRecordBytes, beginning).read(bytes);
            return new FirstLook(file, beginning.hasRecords, beginning.begins.orElse(Instant.MIN));
        }
    }

    private static final class Beginning implements RecordSink {

        private int records;
        private boolean hasRecords;
        private Optional<Instant> begins = Optional.empty();

        @Override
        public void accept(AuditLine line, Optional<ClusterId> cluster, Format format, Excerpt excerpt) {
            records++;
            hasRecords |= !(line instanceof Malformed(Reason reason) && reason == Reason.NOT_JSON);
            if (line instanceof AuditLine.Event(var event)) {
                begins = Optional.of(event.at());
            }
        }

        @Override
        public boolean isClosed() {
            return records >= RECORDS || begins.isPresent();
        }
    }
}
