package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import java.time.Instant;

/**
 * How often and when something was seen.
 *
 * <p>A request logs ResponseStarted at most once, and only if it is long-running (watch, exec, proxy, …), and one of ResponseComplete
 * and Panic at most once; an audit policy may leave out either. So both are counted apart, and the larger of them is the number of
 * requests: right at once for a watch that still runs, and right without ResponseStarted. Nothing has to be remembered of a request
 * between its two events. What both kinds of requests can need, which is {@code impersonate}, lacks those still running.
 *
 * @param started ResponseStarted events
 * @param ended ResponseComplete and Panic events
 */
record Tally(Instant first, Instant last, long started, long ended) {

    static Tally once(Instant at, Stage stage) {
        return stage == Stage.RESPONSE_STARTED ? new Tally(at, at, 1, 0) : new Tally(at, at, 0, 1);
    }

    Tally plus(Tally other) {
        return new Tally(
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                started + other.started,
                ended + other.ended);
    }

    /** Whether nothing was added to it. */
    boolean isFirst() {
        return started + ended == 1;
    }

    long requests() {
        return Math.max(started, ended);
    }
}
