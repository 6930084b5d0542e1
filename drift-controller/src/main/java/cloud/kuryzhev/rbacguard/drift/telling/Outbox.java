package cloud.kuryzhev.rbacguard.drift.telling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which violations one sink has yet to be told of, the longest waiting first; each once, however often it changes. What is to be told is
 * read when its turn comes. Nothing is lost with it: the violations themselves say what was told.
 */
final class Outbox {

    /** A violation is given up when the sink took others between so many failures with it. */
    static final int MAX_ATTEMPTS = 5;

    private final Map<Place, Waiting> waiting = new LinkedHashMap<>();
    private long stamps;
    private long deliveries;

    /**
     * One that waits.
     *
     * @param stamp of its last change
     * @param deliveries how many there were when it failed last
     * @param alone it was in a batch that was refused
     */
    private record Waiting(Instant since, long stamp, int attempts, long deliveries, boolean alone) {}

    /** One that is about to be told, as of its last change. */
    record Taken(Place place, long stamp) {}

    synchronized void offer(Place place, Instant now) {
        Waiting known = waiting.get(place);
        long stamp = ++stamps;
        waiting.put(
                place,
                known == null
                        ? new Waiting(now, stamp, 0, deliveries, false)
                        : new Waiting(known.since, stamp, known.attempts, known.deliveries, known.alone));
    }

    synchronized void withdraw(Place place) {
        waiting.remove(place);
    }

    /** Up to {@code most} that go together with the first, which all stay in here until they are done. */
    synchronized List<Taken> next(int most, BiPredicate<Place, Place> together) {
        var taken = new ArrayList<Taken>();
        for (Map.Entry<Place, Waiting> entry : waiting.entrySet()) {
            boolean alone = entry.getValue().alone;
            if (taken.isEmpty() || (!alone && together.test(taken.getFirst().place, entry.getKey()))) {
                taken.add(new Taken(entry.getKey(), entry.getValue().stamp));
            }
            if (taken.size() == (alone ? 1 : most)) {
                break;
            }
        }
        return taken;
    }

    /** It was told, or need not be. What changed meanwhile stays. */
    synchronized void done(Taken taken) {
        waiting.computeIfPresent(taken.place, (_, known) -> known.stamp == taken.stamp ? null : known);
    }

    /** The sink works: whoever fails now fails alone. */
    synchronized void delivered() {
        deliveries++;
    }

    /** Behind all others; true if it failed often enough to be given up. */
    synchronized boolean failed(Taken taken) {
        Waiting known = waiting.remove(taken.place);
        if (known == null) {
            return false;
        }
        int attempts = known.attempts + (deliveries > known.deliveries ? 1 : 0);
        waiting.put(taken.place, new Waiting(known.since, known.stamp, attempts, deliveries, known.alone));
        return attempts >= MAX_ATTEMPTS;
    }

    /** Each by itself from now on, so that the one that is refused does not keep the others. */
    synchronized void split(List<Taken> batch) {
        batch.forEach(taken -> waiting.computeIfPresent(
                taken.place,
                (_, known) -> new Waiting(known.since, known.stamp, known.attempts, known.deliveries, true)));
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Since when the longest waiting waits. */
    synchronized Optional<Instant> oldest() {
        return waiting.values().stream().map(Waiting::since).min(Comparator.naturalOrder());
    }
}
