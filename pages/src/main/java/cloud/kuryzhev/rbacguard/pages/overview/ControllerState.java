package cloud.kuryzhev.rbacguard.pages.overview;

import cloud.kuryzhev.rbacguard.policy.drift.ClusterGap;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What only the service that serves the pages knows of itself. */
public interface ControllerState {

    /** Whether this replica leads: only the leader runs cycles and keeps certificates. */
    boolean leading();

    /** The last full comparison of this replica. */
    Cycle lastCycle();

    /** When the webhook's serving certificate ends; empty if this replica does not keep it. */
    Optional<Instant> certificateEnds();

    /** How much more the whole cluster grants than was used; empty if that was not counted yet. */
    Optional<ClusterGap> gap();

    /** How each source of audit events is doing, by name. */
    List<Source> sources();

    /**
     * One full comparison.
     *
     * @param ended empty if there was none yet
     * @param failure why it failed, if it did
     */
    record Cycle(Optional<Instant> ended, Duration took, Optional<String> failure) {}

    /**
     * One source of audit events.
     *
     * @param coverage when it was heard
     * @param bytesBehind what is there to be read
     * @param error why nothing is read now
     */
    record Source(SourceCoverage coverage, long bytesBehind, Optional<String> error) {}
}
