package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Foreign;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Stream;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.event.MalformedSamples;
import cloud.kuryzhev.rbacguard.usage.event.PlausibleTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records that are sent in one piece, such as a request's body or a message, of any format and packing, told by their
 * content. For any thread. Once an envelope names a cluster, events of others are skipped and counted.
 */
public final class AuditRecords {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRecords.class);

    private final String source;
    private final PlausibleTime time;
    private final MalformedSamples samples;
    private final AuditLineReader reader = new AuditLineReader(AuditFiles.MAX_RECORD_BYTES);
    private final AtomicReference<@Nullable ClusterId> cluster;

    /**
     * What a piece held.
     *
     * @param readable how many records are an event or harmless
     * @param malformed how many are not
     * @param cutOff whether it ended too early
     */
    public record Content(long readable, long malformed, boolean cutOff) {}

    /**
     * @param source names where they come from in the log
     * @param cluster the only one whose events count; if empty, the first one named
     * @param clock bounds events' times from above
     */
    public AuditRecords(String source, Optional<ClusterId> cluster, Clock clock) {
        this.source = source;
        this.time = new PlausibleTime(clock);
        this.samples = new MalformedSamples(source);
        this.cluster = new AtomicReference<>(cluster.orElse(null));
    }

    /**
     * Reads {@code packed} to its end.
     *
     * @param maxInflated bounds what compressed data may become, in bytes
     * @throws TooManyBytes beyond that bound
     * @throws IOException if {@code packed} cannot be read
     */
    public Content read(InputStream packed, long maxInflated, Consumer<AuditLine> lines) throws IOException {
        Piecewise sink = new Piecewise(lines);
        new RecordStream(AuditFiles.MAX_RECORD_BYTES, reader, new Inflation(maxInflated), sink).read(packed);
        return new Content(sink.readable, sink.malformed, sink.cutOff);
    }

    /** Reads one message; beyond {@code maxInflated} bytes the rest of it is one malformed line. */
    public void read(byte[] message, long maxInflated, Consumer<AuditLine> lines) {
        AuditLine whole = reader.read(ByteBuffer.wrap(message));
        if (whole instanceof AuditLine.Event) {
            lines.accept(time.check(whole));
            return;
        }
        try {
            read(new ByteArrayInputStream(message), maxInflated, lines);
        } catch (TooManyBytes _) {
            lines.accept(refused(Reason.LINE_TOO_LONG, ByteBuffer.wrap(message)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
    }

    /** What stands for bytes that are no record at all, after a sample in the log. */
    public AuditLine refused(Reason reason, ByteBuffer bytes) {
        synchronized (samples) {
            samples.add(reason, bytes);
        }
        return new Malformed(reason);
    }

    private AuditLine admit(AuditLine line, Optional<ClusterId> from) {
        if (from.isEmpty() || !(line instanceof AuditLine.Event)) {
            return line;
        }
        if (cluster.compareAndSet(null, from.get())) {
            LOG.info("{}: these are events of {}; those of other clusters will be skipped", source, from.get());
        }
        return from.get().equals(cluster.get()) ? line : new Foreign(Stream.OTHER_CLUSTER);
    }

    private final class Piecewise implements RecordSink {

        private final Consumer<AuditLine> lines;
        private long readable;
        private long malformed;
        private boolean cutOff;

        Piecewise(Consumer<AuditLine> lines) {
            this.lines = lines;
        }

        @Override
        public void accept(AuditLine line, Optional<ClusterId> from, Format format, Excerpt excerpt) {
            AuditLine admitted = time.check(admit(line, from));
            if (admitted instanceof Malformed(Reason reason)) {
                malformed++;
                cutOff |= reason == Reason.CUT_OFF;
                refused(reason, excerpt.bytes());
            } else {
                readable++;
            }
            lines.accept(admitted);
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}
