package cloud.kuryzhev.rbacguard.usage.envelope;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was in a part of a file.
 *
 * @param report as if the part were a file of its own
 * @param lines how many lines of text it has
 * @param known whether the format is known, by a record that could be read
 */
record PartReport(FileReport report, long lines, boolean known) {

    /** Of this part and the one that follows it in the same file. */
    PartReport and(PartReport next) {
        FileReport first = report;
        FileReport second = next.report;
        SortedMap<String, Long> counts = new TreeMap<>(first.lines());
        second.lines().forEach((result, count) -> counts.merge(result, count, Long::sum));
        List<UnreadRecord> unread = new ArrayList<>(first.unread());
        second.unread().stream()
                .limit(FileReport.MOST_UNREAD - unread.size())
                .map(it -> new UnreadRecord(it.number() + first.records(), it.line() + lines, it.column(), it.reason()))
                .forEach(unread::add);
        var both = new FileReport(
                first.path(),
                known ? first.format() : second.format(),
                first.compressed(),
                first.records() + second.records(),
                counts,
                unread);
        return new PartReport(both, lines + next.lines, known || next.known);
    }
}
