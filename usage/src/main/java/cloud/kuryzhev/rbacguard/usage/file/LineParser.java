package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.event.MalformedSamples;
import cloud.kuryzhev.rbacguard.usage.event.PlausibleTime;
import cloud.kuryzhev.rbacguard.usage.store.AlikeLines;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import java.nio.ByteBuffer;
import java.time.Clock;

/** Parses the lines of one log, and shows samples of those that are malformed. */
final class LineParser {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final AuditLineReader reader;
    private final MalformedSamples samples;
    private final PlausibleTime time;
    private final AlikeLines alike;

    LineParser(String source, int maxLineBytes, Clock clock) {
        this.reader = new AuditLineReader(maxLineBytes);
        this.samples = new MalformedSamples(source);
        this.time = new PlausibleTime(clock);
        this.alike = new AlikeLines(clock);
    }

    /** Adds {@code line} to {@code batch}; one that says what another in it does is not read again. */
    void add(Line line, Batch batch) {
        if (!(line instanceof Line.Text(ByteBuffer bytes) && alike.add(bytes, batch))) {
            batch.add(parse(line));
        }
    }

    private AuditLine parse(Line line) {
        return switch (line) {
            case Line.Text text -> parse(text);
            case Line.TooLong() -> malformed(Reason.LINE_TOO_LONG);
            case Line.CutOff() -> malformed(Reason.CUT_OFF);
            case Line.Gap _, Line.None _ -> throw new IllegalArgumentException("not a line: " + line);
        };
    }

    private AuditLine parse(Line.Text text) {
        AuditLine parsed = time.check(reader.read(text.bytes()));
        if (parsed instanceof Malformed(Reason reason)) {
            samples.add(reason, text.bytes());
        }
        return parsed;
    }

    private AuditLine malformed(Reason reason) {
        samples.add(reason, NOTHING);
        return new Malformed(reason);
    }
}
