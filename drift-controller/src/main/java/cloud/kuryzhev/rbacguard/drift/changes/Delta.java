package cloud.kuryzhev.rbacguard.drift.changes;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One object before and after a change, as informers saw it; at least one of the two is there.
 *
 * @param at when it was noticed
 */
record Delta(ObjectKey key, Optional<RbacObject> before, Optional<RbacObject> after, Instant at) {

    static Delta of(Optional<RbacObject> before, Optional<RbacObject> after, Instant at) {
        ObjectKey key = after.or(() -> before).orElseThrow().key();
        return new Delta(key, before, after, at);
    }

    /** In the past tense. */
    String what() {
        if (before.isEmpty()) {
            return "created";
        }
        return after.isEmpty() ? "deleted" : "changed";
    }
}
