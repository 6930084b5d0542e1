package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import java.util.Optional;

/** Where the records of a file go. */
interface RecordSink {

    /**
     * Takes one record.
     *
     * @param cluster if known
     * @param excerpt the record as it stood there, good until the next one
     */
    void accept(AuditLine line, Optional<ClusterId> cluster, Format format, Excerpt excerpt);

    /** Whether it wants no more. */
    boolean isClosed();
}
