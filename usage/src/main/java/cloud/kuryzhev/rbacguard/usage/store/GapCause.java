package cloud.kuryzhev.rbacguard.usage.store;

import java.util.Locale;

/** Why coverage starts anew: events were lost, or may have been. */
public enum GapCause {
    /** While this process was not there, log files came and went unread. */
    LOG_GONE_MEANWHILE,
    /** A log file was deleted before it was read to its end. */
    LOG_GONE,
    /** The log file was truncated, and there is no copy of what it had. */
    LOG_TRUNCATED,
    /** A compressed log file ends before its end. */
    LOG_DAMAGED,
    /** Nobody took what API servers sent for longer than they try. */
    RECEIVER_AWAY,
    /** A journal begins that the store does not know: there may have been another. */
    JOURNAL_NEW,
    /** Deliveries are missing in the journal. */
    JOURNAL_DAMAGED,
    /** Kafka deleted records before they were read. */
    KAFKA_DELETED,
    /** The API server counts audit events that it could not deliver. */
    DROPPED_BY_API_SERVER;

    /** As the store and the metrics say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
