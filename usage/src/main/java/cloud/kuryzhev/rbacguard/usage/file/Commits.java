package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.CommitBeside;
import cloud.kuryzhev.rbacguard.usage.store.SourceMovedException;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits one batch at a time, beside the reading of the next. One that failed is kept until it is known to be in the store. */
final class Commits {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private record Pending(Checkpoint to, Batch batch, CommitBeside commit) {}

    private final UsageStore store;
    private final String source;
    private Optional<Checkpoint> last = Optional.empty();
    private @Nullable Pending pending;
    private boolean failed;

    Commits(UsageStore store, String source) {
        this.store = store;
        this.source = source;
    }

    /** Where the store says that reading goes on. */
    Optional<Checkpoint> resume() {
        last = store.checkpoint(source);
        return last;
    }

    /** After the one before was settled. */
    void begin(Checkpoint to, Batch batch) {
        pending = new Pending(to, batch, CommitBeside.begin(() -> store.commit(to, batch)));
    }

    /** Whether the pending batch has to be tried again. */
    boolean hasFailed() {
        return failed;
    }

    /**
     * The pending batch, once it is committed; empty if there is none.
     *
     * @throws cloud.kuryzhev.rbacguard.usage.store.UsageStoreException if it could not be committed; it stays pending
     * @throws SourceMovedException if it must not be
     */
    Optional<Batch> settle() {
        Pending settled = pending;
        if (settled == null) {
            return Optional.empty();
        }
        if (failed) {
            commitAgain(settled);
        } else {
            failed = true;
            settled.commit().await();
        }
        failed = false;
        pending = null;
        last = Optional.of(settled.to());
        return Optional.of(settled.batch());
    }

    private void commitAgain(Pending again) {
        Optional<Checkpoint> now = store.checkpoint(source);
        if (now.equals(last)) {
            store.commit(again.to(), again.batch());
        } else if (!now.equals(Optional.of(again.to()))) { // else it got through after all
            throw new SourceMovedException(source);
        }
    }

    /** Gives up what is pending: the store knows what it has. */
    void forget() {
        Pending given = pending;
        pending = null;
        failed = false;
        if (given != null) {
            try {
                given.commit().await();
            } catch (RuntimeException e) {
                LOG.debug("{}: read again, as its commit failed", source, e);
            }
        }
    }
}
