package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the second event of a request that two API servers logged, whichever comes first and from whatever source. The second one is
 * taken out of the counts, and only it: who reuses an audit ID is counted at every other request at least.
 *
 * <p>The {@value #MOST} latest requests without a second event are remembered, and those of committed batches alone, so that what is read
 * again after a failure is no second event. A restart forgets them: what it cuts apart counts twice.
 */
final class Twins {

    private static final int MOST = 1 << 16;

    /** How far the two clocks and the two ends of one request may lie apart, in microseconds. */
    private static final long APART = 5_000_000;

    /**
     * One event of which there may be a second.
     *
     * @param at microseconds since 1970 UTC
     * @param result what became of it, as in {@link Batch#lines}
     * @param tallies the numbers of those that it was added to
     */
    record Candidate(SameRequest.Id id, long at, Stage stage, String result, List<Integer> tallies) {}

    /** The seconds among the events of one batch, and what to remember once it is committed. */
    record Found(List<Candidate> seconds, Map<SameRequest.Id, Optional<Long>> changes) {

        /** How much of each tally, by its number, are second events. */
        Map<Integer, Tally> parts() {
            Map<Integer, Tally> parts = new HashMap<>();
            for (Candidate second : seconds) {
                for (Integer tally : second.tallies()) {
                    parts.computeIfAbsent(tally, _ -> new Tally()).add(second.at(), second.stage());
                }
            }
            return parts;
        }
    }

    private final Map<SameRequest.Id, Long> first = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SameRequest.Id, Long> eldest) {
            return size() > MOST;
        }
    };

    synchronized Found among(List<Candidate> candidates) {
        Map<SameRequest.Id, Optional<Long>> changes = new LinkedHashMap<>();
        List<Candidate> seconds = candidates.stream()
                .filter(candidate -> isSecond(candidate, changes))
                .toList();
        return new Found(seconds, changes);
    }

    private boolean isSecond(Candidate candidate, Map<SameRequest.Id, Optional<Long>> changes) {
        Optional<Long> other = changes.getOrDefault(candidate.id(), Optional.ofNullable(first.get(candidate.id())));
        boolean second =
                other.filter(at -> Math.abs(at - candidate.at()) <= APART).isPresent();
        changes.put(candidate.id(), second ? Optional.empty() : Optional.of(candidate.at()));
        return second;
    }

    /** After the commit. */
    synchronized void remember(Found found) {
        found.changes().forEach((id, at) -> {
            first.remove(id);
            at.ifPresent(it -> first.put(id, it));
        });
    }
}
