package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.MalformedSamples;
import cloud.kuryzhev.rbacguard.usage.event.PlausibleTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Hands the records of one file on, and counts what becomes of them. */
final class FileReading implements RecordSink {

    private final Path file;
    private final LineSink lines;
    private final OneCluster cluster;
    private final PlausibleTime time;
    private final MalformedSamples samples;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final List<UnreadRecord> unread = new ArrayList<>();
    private Format format = Format.PLAIN;
    private boolean known;
    private long records;

    FileReading(Path file, LineSink lines, OneCluster cluster, PlausibleTime time) {
        this.file = file;
        this.lines = lines;
        this.cluster = cluster;
        this.time = time;
        this.samples = new MalformedSamples(file.toString());
    }

    @Override
    public void accept(AuditLine line, Optional<ClusterId> from, Format carrier, Excerpt excerpt) {
        records++;
        cluster.admit(time.check(line), from, file).ifPresent(admitted -> count(admitted, carrier, excerpt));
    }

    private void count(AuditLine line, Format carrier, Excerpt excerpt) {
        if (line instanceof Malformed(Reason reason)) {
            samples.add(reason, excerpt.bytes());
            remember(reason, excerpt);
        } else if (!known) {
            known = true;
            format = carrier;
        }
        counts.merge(lines.add(line), 1L, Long::sum);
    }

    private void remember(Reason reason, Excerpt excerpt) {
        if (unread.size() < FileReport.MOST_UNREAD) {
            unread.add(new UnreadRecord(records, excerpt.line(), excerpt.column(), reason));
        }
    }

    @Override
    public boolean isClosed() {
        return cluster.conflict().isPresent();
    }

    PartReport report(RecordStream stream) {
        var report = new FileReport(file, format, stream.isCompressed(), records, counts, unread);
        return new PartReport(report, stream.lines(), known);
    }
}
