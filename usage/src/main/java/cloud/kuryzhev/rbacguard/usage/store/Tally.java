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

    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long started;
    private long ended;

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
        Tally sum = new Tally();
        sum.first = Math.min(first, other.first);
        sum.last = Math.max(last, other.last);
        sum.started = started + other.started;
        sum.ended = ended + other.ended;
        return sum;
    }

    /** Without what {@code part} counts, over the same time. */
    Tally without(Tally part) {
        Tally rest = new Tally();
        rest.first = first;
        rest.last = last;
        rest.started = started - part.started;
        rest.ended = ended - part.ended;
        return rest;
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
