package cloud.kuryzhev.rbacguard.drift.changes;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What changed lately. For any thread. */
public final class RecentDeltas implements ClusterCache.RbacListener {

    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Clock clock;
    private final Instant since;
    private final Deque<Delta> deltas = new ArrayDeque<>();
    private final Set<Delta> filed = new HashSet<>();

    /** Of none yet. */
    public RecentDeltas(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Since when every change is noticed. */
    Instant since() {
        return since;
    }

    @Override
    public synchronized void changed(Optional<RbacObject> before, Optional<RbacObject> after) {
        boolean differs =
                before.isEmpty() || after.isEmpty() || !Texts.of(before).equals(Texts.of(after));
        if (differs) {
            deltas.add(Delta.of(before, after, clock.instant()));
            forget(clock.instant());
        }
    }

    private void forget(Instant now) {
        while (!deltas.isEmpty()
                && (deltas.size() > MOST || deltas.getFirst().at().plus(KEPT).isBefore(now))) {
            filed.remove(deltas.removeFirst());
        }
    }

    /** All of them, the oldest first. */
    synchronized List<Delta> all() {
        forget(clock.instant());
        return List.copyOf(deltas);
    }

    /** Whether it is in a violation already, if without who did it. */
    synchronized boolean isFiled(Delta delta) {
        return filed.contains(delta);
    }

    /** Whether one was waited for long enough. */
    public synchronized boolean isDue() {
        Instant before = clock.instant().minus(Changes.GRACE);
        return deltas.stream().anyMatch(it -> it.at().isBefore(before) && !filed.contains(it));
    }

    /** {@code complete} are in violations, with all that will ever be known; {@code incomplete} wait for who did it. */
    synchronized void filed(Collection<Delta> complete, Collection<Delta> incomplete) {
        deltas.removeAll(new HashSet<>(complete));
        filed.removeAll(complete);
        filed.addAll(incomplete);
    }
}
