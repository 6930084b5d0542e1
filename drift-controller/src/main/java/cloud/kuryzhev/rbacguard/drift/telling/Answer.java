package cloud.kuryzhev.rbacguard.drift.telling;

import java.time.Instant;
import java.util.Optional;

/** What came of telling. */
sealed interface Answer {

    /**
     * It was told.
     *
     * @param reference where it can be read from now on; empty if there is no such place
     */
    record Done(String reference) implements Answer {}

    /**
     * Not now: the sink is away, overrun, or wants other credentials.
     *
     * @param until it asked not to be asked again before then
     */
    record Busy(String why, Optional<Instant> until) implements Answer {}

    /** Never: the sink is well, and does not take this. */
    record Refused(String why) implements Answer {}

    Answer DONE = new Done("");

    static Answer busy(String why) {
        return new Busy(why, Optional.empty());
    }
}
