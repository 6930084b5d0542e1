package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Parses the lines of one log, and shows samples of those that are malformed. */
final class LineParser {

    /** Before Kubernetes' first commit no API server wrote events. */
    private static final Instant EARLIEST = Instant.parse("2014-06-06T00:00:00Z");

    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final AuditLineReader reader;
    private final MalformedSamples samples;
    private final Clock clock;

    LineParser(String source, int maxLineBytes, Clock clock) {
        this.reader = new AuditLineReader(maxLineBytes);
        this.samples = new MalformedSamples(source);
        this.clock = clock;
    }

    AuditLine parse(Line line) {
        return switch (line) {
            case Line.Text text -> parse(text);
            case Line.TooLong() -> malformed(Reason.LINE_TOO_LONG);
            case Line.CutOff() -> malformed(Reason.CUT_OFF);
            case Line.Gap(), Line.None() -> throw new IllegalArgumentException("not a line: " + line);
        };
    }

    private AuditLine parse(Line.Text text) {
        AuditLine parsed = plausible(reader.read(text.bytes()));
        if (parsed instanceof Malformed(Reason reason)) {
            samples.add(reason, text.bytes());
        }
        return parsed;
    }

    /** One event of another century would stretch what the log seems to cover. */
    private AuditLine plausible(AuditLine line) {
        return line instanceof AuditLine.Event(var event)
                        && (event.at().isBefore(EARLIEST)
                                || event.at().isAfter(clock.instant().plus(CLOCK_SKEW)))
                ? new Malformed(Reason.IMPLAUSIBLE_TIME)
                : line;
    }

    private AuditLine malformed(Reason reason) {
        samples.add(reason, NOTHING);
        return new Malformed(reason);
    }
}
