package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the 1st, 2nd, 4th, 8th … malformed line of each reason: bounded, whatever comes. */
public final class MalformedSamples {

    private static final Logger LOG = LoggerFactory.getLogger(MalformedSamples.class);
    private static final int SAMPLE_BYTES = 200;

    private final String source;
    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);

    /** @param source names the log in the messages */
    public MalformedSamples(String source) {
        this.source = source;
    }

    /** Counts one, and perhaps shows the beginning of the remaining bytes of {@code line}. */
    public void add(Reason reason, ByteBuffer line) {
        long count = counts.merge(reason, 1L, Long::sum);
        if (Long.bitCount(count) == 1) {
            ByteBuffer sample = line.slice(line.position(), Math.min(line.remaining(), SAMPLE_BYTES));
            String text = StandardCharsets.UTF_8.decode(sample).toString().replaceAll("\\p{Cntrl}", ".");
            LOG.warn("{}: skipped a line as {} (no. {}): {}", source, reason, count, text);
        }
    }
}
