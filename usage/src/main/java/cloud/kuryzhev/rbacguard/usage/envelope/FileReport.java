package cloud.kuryzhev.rbacguard.usage.envelope;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was in a file.
 *
 * @param compressed whether it was gzip
 * @param records how many records its text was cut into, and its payloads' texts
 * @param lines what became of them, as the sink said; 0 records of a file that is {@link Format#NONE}
 * @param unread the first {@value #MOST_UNREAD} that should have been events
 */
public record FileReport(
        Path path,
        Format format,
        boolean compressed,
        long records,
        SortedMap<String, Long> lines,
        List<UnreadRecord> unread) {

    /** How many records are remembered one by one. */
    static final int MOST_UNREAD = 10;

    public FileReport {
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
        unread = List.copyOf(unread);
    }

    /** Whether each record became one line. */
    public boolean isAccounted() {
        return lines.values().stream().mapToLong(Long::longValue).sum() == records;
    }
}
