package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;

/**
 * How often and when something was seen.
 *
 * <p>A request logs ResponseStarted at most once, and only if it is long-running (watch, exec, proxy, …), and one of ResponseComplete
 * and Panic at most once; an audit policy may leave out either. So both are counted apart, and the larger of them is the number of
 * requests: right at once for a watch that still runs, and right without ResponseStarted. Nothing has to be remembered of a request
 * between its two events. What both kinds of requests can need, which is {@code impersonate}, lacks those still running.
 */
final class Tally {

    private long first;
    private long last;
    private long started;
    private long ended;

    /** Of nothing. */
    Tally() {
        this(Long.MAX_VALUE, Long.MIN_VALUE, 0, 0);
    }

    Tally(long first, long last, long started, long ended) {
        this.first = first;
        this.last = last;
        this.started = started;
        this.ended = ended;
    }

    /** @param at microseconds since 1970 UTC */
    void add(long at, Stage stage) {
        first = Math.min(first, at);
        last = Math.max(last, at);
        if (stage == Stage.RESPONSE_STARTED) {
            started++;
        } else {
            ended++;
        }
    }

    Tally plus(Tally other) {
        return new Tally(
                Math.min(first, other.first), Math.max(last, other.last), started + other.started, ended + other.ended);
    }

    /** Without what {@code part} counts, over the same time. */
    Tally without(Tally part) {
        return new Tally(first, last, started - part.started, ended - part.ended);
    }

    boolean isEmpty() {
        return started + ended == 0;
    }

    /** In microseconds since 1970 UTC. */
    long first() {
        return first;
    }

    /** In microseconds since 1970 UTC. */
    long last() {
        return last;
    }

    /** ResponseStarted events. */
    long started() {
        return started;
    }

    /** ResponseComplete and Panic events. */
    long ended() {
        return ended;
    }

    long requests() {
        return requests(started, ended);
    }

    static long requests(long started, long ended) {
        return Math.max(started, ended);
    }
}
