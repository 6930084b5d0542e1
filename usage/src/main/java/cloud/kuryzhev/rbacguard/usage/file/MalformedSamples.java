package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the 1st, 2nd, 4th, 8th … malformed line of each reason: bounded, whatever comes. */
final class MalformedSamples {

    private static final Logger LOG = LoggerFactory.getLogger(MalformedSamples.class);
    private static final int SAMPLE_BYTES = 200;

    private final String source;
    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);

    MalformedSamples(String source) {
        this.source = source;
    }

    void add(Reason reason, byte[] bytes, int offset, int length) {
        long count = counts.merge(reason, 1L, Long::sum);
        if (Long.bitCount(count) == 1) {
            String text = new String(bytes, offset, Math.min(length, SAMPLE_BYTES), StandardCharsets.UTF_8);
            LOG.warn(
                    "{}: skipped a line as {} (no. {}): {}", source, reason, count, text.replaceAll("\\p{Cntrl}", "."));
        }
    }

    void add(Reason reason) {
        add(reason, new byte[0], 0, 0);
    }
}
