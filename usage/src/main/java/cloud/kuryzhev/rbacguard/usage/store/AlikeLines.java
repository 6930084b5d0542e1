package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.Glance;
import cloud.kuryzhev.rbacguard.usage.event.PlausibleTime;
import java.nio.ByteBuffer;
import java.time.Clock;

/** Adds plain events to batches, and reads of those that look alike one, whatever batch it is in. For one thread. */
public final class AlikeLines {

    private final Glance glance = new Glance();
    private final PlausibleTime time;
    private final Kinds kinds = new Kinds();

    /** @param clock bounds events' times from above */
    public AlikeLines(Clock clock) {
        this.time = new PlausibleTime(clock);
    }

    /** Adds the event that the remaining bytes of {@code line}, which has an array, are; false if it takes more to read them. */
    public boolean add(ByteBuffer line, Batch batch) {
        if (!glance.look(line) || !time.allows(glance.micros())) {
            return false;
        }
        Kind kind = kinds.find(glance.likeness());
        if (kind == null && glance.read().orElse(null) instanceof AuditLine.Event(AuditEvent event)) {
            kind = kinds.add(glance.likeness(), event);
        }
        if (kind != null) {
            batch.add(kind, glance);
        }
        return kind != null;
    }
}
