package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import cloud.kuryzhev.rbacguard.usage.store.ImportException;
import cloud.kuryzhev.rbacguard.usage.store.SeenFrom;
import cloud.kuryzhev.rbacguard.usage.store.StoreState;
import cloud.kuryzhev.rbacguard.usage.store.StoredWrite;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A store that fails before it commits, or after, on demand. */
final class FailingStore implements UsageStore {

    private final UsageStore store;
    volatile boolean before;
    volatile boolean after;

    FailingStore(UsageStore store) {
        this.store = store;
    }

    @Override
    public void commit(List<Checkpoint> checkpoints, Batch batch) {
        failIf(before);
        store.commit(checkpoints, batch);
        failIf(after);
    }

    private static void failIf(boolean failing) {
        if (failing) {
            throw new UsageStoreException("cannot write", new SQLException("disk full"));
        }
    }

    @Override
    public Optional<Checkpoint> checkpoint(String source) {
        return store.checkpoint(source);
    }

    @Override
    public SortedMap<String, Long> lines(String source) {
        return store.lines(source);
    }

    @Override
    public Usage snapshot() {
        return store.snapshot();
    }

    @Override
    public List<DayOfUse> days(Subject subject, int most) {
        return store.days(subject, most);
    }

    @Override
    public SeenFrom seenFrom(Subject subject) {
        return store.seenFrom(subject);
    }

    @Override
    public StoreState state() {
        return store.state();
    }

    @Override
    public List<StoredWrite> rbacWrites() {
        return store.rbacWrites();
    }

    @Override
    public List<StoredWrite> untoldWrites() {
        return store.untoldWrites();
    }

    @Override
    public long untold() {
        return store.untold();
    }

    @Override
    public Instant toldSince(Instant now) {
        return store.toldSince(now);
    }

    @Override
    public void told(Collection<RbacWrite> writes) {
        store.told(writes);
    }

    @Override
    public void markGap(GapCause cause) {
        store.markGap(cause);
    }

    @Override
    public void dump(Appendable out) throws IOException {
        store.dump(out);
    }

    @Override
    public void exportTo(Appendable out) throws IOException {
        store.exportTo(out);
    }

    @Override
    public long importFrom(Reader in) throws IOException, ImportException {
        return store.importFrom(in);
    }

    @Override
    public void backup(Path file) {
        store.backup(file);
    }

    @Override
    public long compact(LocalDate today) {
        return store.compact(today);
    }

    @Override
    public void close() {
        store.close();
    }
}
