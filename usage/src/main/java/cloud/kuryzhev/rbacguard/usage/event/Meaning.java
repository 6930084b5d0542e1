package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import java.util.List;

/** What one audit event says about permissions. */
public sealed interface Meaning {

    /**
     * Permissions were asked for.
     *
     * @param observations of one request, never empty: the action, and what it needed besides
     */
    record Observed(List<Observation> observations) implements Meaning {
        /** Whether the action itself, not only something beside it, was refused. */
        public boolean denied() {
            return observations.getLast().outcome() == Observation.Outcome.DENIED;
        }
    }

    /** Nothing to learn from it. */
    record Skipped(Reason reason) implements Meaning {}

    /** Why an event says nothing about RBAC. */
    enum Reason {
        /** Stage RequestReceived: nothing was decided yet. */
        REQUEST_RECEIVED,
        /** Stage ResponseStarted of a failure: its ResponseComplete comes at once. */
        STARTED_WITH_ERROR,
        /** 401: nobody to hold permissions. */
        UNAUTHENTICATED,
        /** 429 before authorization. */
        THROTTLED,
        /** The authorizer failed. */
        AUTHORIZER_ERROR,
        /** Neither a decision nor a status, or a crash before any decision. */
        NO_OUTCOME,
        /** An OPTIONS request on a resource: its verb is empty, which no rule can name. */
        NO_VERB,
        /** Allowed by an authorizer that is not RBAC: no RBAC grant is needed for it. */
        OTHER_AUTHORIZER
    }
}
