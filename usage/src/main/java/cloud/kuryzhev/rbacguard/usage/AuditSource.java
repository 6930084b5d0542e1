package cloud.kuryzhev.rbacguard.usage;

import java.io.IOException;

/** Where audit events come from. Used by one thread, but for {@link #progress}. */
public interface AuditSource extends AutoCloseable {

    /**
     * Reads what is there, a bounded batch at most, and commits it with the new position. After a failure nothing is lost: the next
     * call takes it up again.
     *
     * @return whether something was committed, so that there may be more
     * @throws IOException if the source cannot be read now
     * @throws cloud.kuryzhev.rbacguard.usage.store.UsageStoreException if the store cannot be written now
     */
    boolean poll() throws IOException;

    /** As of the last commit, without an error. */
    AuditProgress progress();

    @Override
    void close() throws IOException;
}
