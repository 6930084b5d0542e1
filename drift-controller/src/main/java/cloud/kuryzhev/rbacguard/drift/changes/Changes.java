package cloud.kuryzhev.rbacguard.drift.changes;

import static java.util.stream.Collectors.groupingBy;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RbacChange;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import cloud.kuryzhev.rbacguard.usage.store.StoredWrite;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what informers saw change and what the audit log says of it. For one thread.
 *
 * <ol>
 *   <li>every change of a ClusterRoleBinding, or of a binding in a restricted namespace, is told; of all others those that the
 *       webhook was not asked about;
 *   <li>a change is told with who made it; after a grace without;
 *   <li>of one from before this process what it was before is not known; a request that left everything as it was is no change.
 * </ol>
 */
public final class Changes {

    /** How long after a change its audit event is waited for. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final UsageStore store;
    private final RecentDeltas deltas;
    private final ChangeSettings settings;
    private final Clock clock;
    private @Nullable Instant since;

    /** Of what {@code deltas} saw and {@code store} was told by the audit log. */
    public Changes(UsageStore store, RecentDeltas deltas, ChangeSettings settings, Clock clock) {
        this.store = store;
        this.deltas = deltas;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What there is to tell.
     *
     * @param changes by object
     * @param since when the controller was started first
     * @param outside the last write of each object that is there, if the webhook was not asked about it
     */
    public record Found(
            Instant since,
            SortedMap<ObjectKey, List<RbacChange>> changes,
            SortedMap<ObjectKey, RbacWrite> outside,
            Done done) {}

    /** What need not be looked at again once it is filed. */
    public record Done(List<RbacWrite> writes, List<Delta> complete, List<Delta> incomplete) {}

    /** What there is to tell now; the same again until it is {@link #filed}. */
    public Found look(SortedMap<ObjectKey, RbacObject> objects, Policy policy) {
        Instant now = clock.instant();
        Instant first = since();
        Instant retained = now.minus(settings.retention());
        Instant from = first.isAfter(retained) ? first : retained;
        List<StoredWrite> stored = settings.admission() ? store.rbacWrites() : store.untoldWrites();
        Map<ObjectKey, List<StoredWrite>> writes =
                stored.stream().collect(groupingBy(it -> it.write().object()));
        Map<ObjectKey, List<Delta>> seen = deltas.all().stream().collect(groupingBy(Delta::key));
        Set<ObjectKey> keys = new LinkedHashSet<>(writes.keySet());
        keys.addAll(seen.keySet());
        var found = new Found(
                first,
                new TreeMap<>(),
                new TreeMap<>(),
                new Done(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        for (ObjectKey key : keys) {
            var one = new OneObject(objects, settings, deltas, isWatched(key, policy), from, now);
            List<RbacChange> changes =
                    one.look(key, writes.getOrDefault(key, List.of()), seen.getOrDefault(key, List.of()), found.done());
            if (!changes.isEmpty()) {
                found.changes().put(key, changes);
            }
            one.outside(key, writes.getOrDefault(key, List.of()))
                    .ifPresent(write -> found.outside().put(key, write));
        }
        return found;
    }

    private Instant since() {
        Instant known = since;
        if (known == null) {
            known = store.toldSince(deltas.since());
            since = known;
        }
        return known;
    }

    /** It is all in violations. */
    public void filed(Done done) {
        if (!done.writes().isEmpty()) {
            store.told(done.writes());
        }
        deltas.filed(done.complete(), done.incomplete());
    }

    private static boolean isWatched(ObjectKey key, Policy policy) {
        return switch (key.kind()) {
            case CLUSTER_ROLE_BINDING -> true;
            case ROLE_BINDING -> policy.restrictedNamespaces().contains(key.namespace());
            case CLUSTER_ROLE, ROLE -> false;
        };
    }
}
