package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streams far larger than the memory they may take, made as they are read. */
class HugeRecordsTest {

    private static final long GIGABYTE = 1L << 30;
    private static final long MEGABYTES = 1L << 26;
    private static final int MAX = 1 << 16;

    private final Taken taken = new Taken();

    @Test
    void aLineOfAGigabyteIsCountedAndTheNextIsRead() throws IOException {
        read(text("{\"kind\":\""), repeated('x', GIGABYTE), text("\"}\n" + event().line()));
        assertThat(taken.lines).containsExactly(new Malformed(Reason.LINE_TOO_LONG), taken.event());
    }

    @Test
    void anItemOfManyMegabytesIsCountedAndTheNextIsRead() throws IOException {
        read(text("{\"items\":[{\"a\":{\"b\":\""), repeated('}', MEGABYTES), text("\"}}," + event().line() + "]}"));
        assertThat(taken.lines).containsExactly(new Malformed(Reason.LINE_TOO_LONG), taken.event());
    }

    @Test
    void megabytesOfBracketsNeedNoStack() throws IOException {
        read(text("{\"a\":"), repeated('[', MEGABYTES), text("\nn1 " + event().line()));
        assertThat(taken.lines).containsExactly(new Malformed(Reason.LINE_TOO_LONG), taken.event());
    }

    private void read(InputStream... parts) throws IOException {
        new RecordStream(MAX, taken).read(new SequenceInputStream(Collections.enumeration(List.of(parts))));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream repeated(char value, long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? value : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int read = (int) Math.min(left, length);
                Arrays.fill(bytes, offset, offset + read, (byte) value);
                left -= read;
                return read == 0 ? -1 : read;
            }
        };
    }

    private static final class Taken implements RecordSink {

        private final List<AuditLine> lines = new ArrayList<>();

        @Override
        public void accept(AuditLine line, Optional<ClusterId> cluster, Format format, Excerpt excerpt) {
            assertThat(excerpt.bytes().remaining()).isLessThanOrEqualTo(MAX);
            lines.add(line);
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        AuditLine event() {
            assertThat(lines).last().isInstanceOf(AuditLine.Event.class);
            return lines.getLast();
        }
    }
}
