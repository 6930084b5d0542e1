package cloud.kuryzhev.rbacguard.usage.envelope;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was in a file.
 *
 * @param compressed whether it was gzip
 * @param records how many records its text was cut into, and its payloads' texts
 * @param lines what became of them, as the sink said; 0 records of a file that is {@link Format#NONE}
 */
public record FileReport(Path path, Format format, boolean compressed, long records, SortedMap<String, Long> lines) {

    public FileReport {
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    }

    /** Whether each record became one line. */
    public boolean isAccounted() {
        return lines.values().stream().mapToLong(Long::longValue).sum() == records;
    }
}
