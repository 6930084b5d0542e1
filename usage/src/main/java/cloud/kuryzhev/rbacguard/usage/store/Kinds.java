package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent;
import cloud.kuryzhev.rbacguard.usage.event.Glance.Likeness;
import cloud.kuryzhev.rbacguard.usage.event.Meaning;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Observed;
import cloud.kuryzhev.rbacguard.usage.event.Observations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of events that were seen lately, whatever batch they were in. Bounded: when there is no more room, it begins anew. */
final class Kinds {

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int MOST = 1 << 18;

    /** What a kind takes besides its texts, and each use of it, in bytes, roughly. */
    private static final int WEIGHT = 150;

    private static final int MAX_WEIGHT = 64 << 20;

    private final Numbers numbers = new Numbers();
    private final Map<Subject, Who> subjects = new HashMap<>();
    private long[] high = new long[FIRST_SLOTS];
    private long[] low = new long[FIRST_SLOTS];
    private @Nullable Kind[] kinds = new Kind[FIRST_SLOTS];
    private @Nullable Who lastWho;
    private int size;
    private int weight;

    /** Null if there is none. */
    @Nullable
    Kind find(Likeness likeness) {
        return kinds[slot(likeness.high(), likeness.low())];
    }

    /** The kind of {@code event}, found from now on. */
    Kind add(Likeness likeness, AuditEvent event) {
        if (size == MOST || weight > MAX_WEIGHT) {
            clear();
        } else if (4 * size >= 3 * kinds.length) {
            grow();
        }
        Kind kind = of(event);
        put(likeness.high(), likeness.low(), kind);
        size++;
        weight += WEIGHT;
        for (Use use : kind.uses()) {
            weight += WEIGHT + use.length();
        }
        return kind;
    }

    private Kind of(AuditEvent event) {
        Meaning meaning = Observations.of(event);
        List<Use> uses = new ArrayList<>(1);
        if (meaning instanceof Observed(List<Observation> observations)) {
            for (Observation seen : observations) {
                uses.add(Use.of(seen, who(seen.subject()), numbers));
            }
        }
        return new Kind(
                Batch.result(meaning),
                event,
                List.copyOf(uses),
                who(event.user().subject()));
    }

    private Who who(Subject subject) {
        Who last = lastWho;
        if (last == null || !last.subject().equals(subject)) {
            last = subjects.computeIfAbsent(subject, _ -> new Who(subject, numbers));
            lastWho = last;
        }
        return last;
    }

    private void clear() {
        Arrays.fill(kinds, null);
        subjects.clear();
        lastWho = null;
        size = 0;
        weight = 0;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        @Nullable Kind[] old = kinds;
        high = new long[2 * old.length];
        low = new long[2 * old.length];
        kinds = new Kind[2 * old.length];
        for (int i = 0; i < old.length; i++) {
            Kind kind = old[i];
            if (kind != null) {
                put(oldHigh[i], oldLow[i], kind);
            }
        }
    }

    private void put(long itsHigh, long itsLow, Kind kind) {
        int slot = slot(itsHigh, itsLow);
        high[slot] = itsHigh;
        low[slot] = itsLow;
        kinds[slot] = kind;
    }

    /** Where it is, or has room. */
    private int slot(long itsHigh, long itsLow) {
        int last = kinds.length - 1;
        int slot = (int) itsLow & last;
        while (kinds[slot] != null && (low[slot] != itsLow || high[slot] != itsHigh)) {
            slot = (slot + 1) & last;
        }
        return slot;
    }
}
