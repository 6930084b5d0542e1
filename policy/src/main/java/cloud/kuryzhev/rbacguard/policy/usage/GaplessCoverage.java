package cloud.kuryzhev.rbacguard.policy.usage;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The time that nothing was missed in, of several sources each of which sees a part of the events: partitions, or replicas of the API
 * server.
 */
public final class GaplessCoverage {

    private GaplessCoverage() {}

    /**
     * The time in which every expected source was heard without a gap; none, if one of them was never heard, was not heard since its last
     * gap, or only before another's.
     *
     * @param expected the sources that together see everything; others do not count
     */
    public static Coverage of(Collection<SourceCoverage> sources, Set<String> expected) {
        Map<String, Coverage> latest =
                sources.stream().collect(toMap(SourceCoverage::source, SourceCoverage::latest, (one, _) -> one));
        List<Coverage> each = expected.stream()
                .map(source -> latest.getOrDefault(source, Coverage.NONE))
                .toList();
        if (each.isEmpty() || each.stream().anyMatch(it -> it.events() == 0)) {
            return Coverage.NONE;
        }
        Instant from = each.stream().map(Coverage::from).max(Instant::compareTo).orElseThrow();
        Instant to = each.stream().map(Coverage::to).min(Instant::compareTo).orElseThrow();
        return from.isAfter(to)
                ? Coverage.NONE
                : new Coverage(
                        from, to, each.stream().mapToLong(Coverage::events).sum());
    }
}
