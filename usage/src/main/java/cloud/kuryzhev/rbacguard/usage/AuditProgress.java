package cloud.kuryzhev.rbacguard.usage;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a source is doing.
 *
 * @param lines every line ever committed by what became of it: {@code used}, {@code denied}, {@code skipped:<reason>},
 *     {@code malformed:<reason>}, {@code blank}
 * @param lastEvent the newest event's time, since this process started
 * @param bytesBehind what is there to be read
 * @param error why nothing is being read or stored now
 */
public record AuditProgress(
        SortedMap<String, Long> lines, Optional<Instant> lastEvent, long bytesBehind, Optional<String> error) {

    /** Nothing read yet. */
    public static final AuditProgress NONE =
            new AuditProgress(Collections.emptySortedMap(), Optional.empty(), 0, Optional.empty());

    public AuditProgress {
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    }

    /** The same, with this error or none. */
    public AuditProgress withError(Optional<String> now) {
        return new AuditProgress(lines, lastEvent, bytesBehind, now);
    }
}
