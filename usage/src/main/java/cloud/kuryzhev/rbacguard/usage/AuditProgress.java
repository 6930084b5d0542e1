package cloud.kuryzhev.rbacguard.usage;

import cloud.kuryzhev.rbacguard.usage.store.Batch;
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

    /** As of a start: what the store has counted. */
    public AuditProgress begun(SortedMap<String, Long> counted) {
        return new AuditProgress(counted, lastEvent, bytesBehind, Optional.empty());
    }

    /** And {@code batch}, which was committed. */
    public AuditProgress plus(Batch batch, long behind) {
        SortedMap<String, Long> sums = new TreeMap<>(lines);
        batch.lines().forEach((result, count) -> sums.merge(result, count, Long::sum));
        Optional<Instant> newest = batch.coverage().events() == 0
                ? lastEvent
                : Optional.of(batch.coverage().to());
        return new AuditProgress(sums, newest, behind, Optional.empty());
    }

    /** The same, with this error or none. */
    public AuditProgress withError(Optional<String> now) {
        return new AuditProgress(lines, lastEvent, bytesBehind, now);
    }
}
