package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that was seen, and how far each source was read.
 *
 * <p>Events are not de-duplicated by {@code auditID} alone, which clients may set: a source that is read in order, and whose position is
 * committed with what was read, delivers each line once. What an aggregated API server logs once more is known by more than that.
 *
 * <p>All of it is for any thread; commits are made one after the other. Every method throws {@link UsageStoreException} if the store
 * cannot be used now.
 */
public interface UsageStore extends AutoCloseable {

    /** Adds {@code batch} and moves its source to {@code checkpoint}: both, or neither. */
    default void commit(Checkpoint checkpoint, Batch batch) {
        commit(List.of(checkpoint), batch);
    }

    /**
     * Adds {@code batch} and moves every source, such as the partitions of a topic, to its checkpoint: all, or nothing.
     *
     * @param checkpoints of sources that differ; the lines and the coverage are counted for the first
     * @throws SourceMovedException if another process has moved one of them since this store was last asked for its
     *     {@link #checkpoint} or committed it; nothing is committed until it is asked again
     */
    void commit(List<Checkpoint> checkpoints, Batch batch);

    /** How far {@code source} was read; empty if it never was. */
    Optional<Checkpoint> checkpoint(String source);

    /**
     * Every line of {@code source} by what became of it, as in {@link Batch#lines()}; and beside these {@code overflow:subjects} and
     * {@code overflow:permissions}, the requests that the {@link Limits} kept from being told apart.
     */
    SortedMap<String, Long> lines(String source);

    /** Everything seen, as of the last commit. */
    Usage snapshot();

    /** Which workload {@code subject} was seen in, as of the last commit. */
    SeenFrom seenFrom(Subject subject);

    /** The newest {@code most} days on which {@code subject} asked for anything, the oldest first, as of the last commit. */
    List<DayOfUse> days(Subject subject, int most);

    /** When each source was heard, and how much there is; reads less than {@link #snapshot}. */
    StoreState state();

    /**
     * Writes of roles and bindings that nobody was told of ({@link #told}), or that the guard's webhook was not asked about and no
     * later one of the same object; the oldest first.
     */
    List<StoredWrite> rbacWrites();

    /** Those of them that nobody was told of, where no webhook is asked; none counts as outside. */
    List<StoredWrite> untoldWrites();

    /** How many writes nobody was told of; reads less than {@link #untoldWrites}. */
    long untold();

    /** Since when people are told: {@code now}, if it was never asked before. */
    Instant toldSince(Instant now);

    /** Remembers that people were told of {@code writes}. */
    void told(Collection<RbacWrite> writes);

    /** Events were lost that no source knows of: the coverage of each starts anew with its next event. */
    void markGap(GapCause cause);

    /**
     * Writes everything as JSON lines, in an order that depends on the content alone.
     *
     * @throws IOException if {@code out} cannot be written
     */
    void dump(Appendable out) throws IOException;

    /**
     * Writes everything as JSON lines, as {@link #dump} does, and the sources' positions: what {@link #importFrom} reads.
     *
     * @throws IOException if {@code out} cannot be written
     */
    void exportTo(Appendable out) throws IOException;

    /**
     * Fills this store, which must be empty, in one transaction. Holds some 1,000 lines at once.
     *
     * @return how many lines were read
     * @throws IOException if {@code in} cannot be read
     * @throws ImportException if the store is not empty, or a line, whose number it tells, is none of an export's
     */
    long importFrom(Reader in) throws IOException, ImportException;

    /**
     * Writes a copy of the store, as of one moment, to the new file {@code file}, while reading and committing go on.
     *
     * @throws UnsupportedOperationException on PostgreSQL, which has tools for that
     */
    void backup(Path file);

    /**
     * Drops counts by day from before the days that are kept ({@link Limits#days}), in transactions of bounded size; first and last use
     * and the totals stay. To be called once a day.
     *
     * @param today in UTC
     * @return how many counts were dropped
     */
    long compact(LocalDate today);

    @Override
    void close();

    /** The store in the SQLite file {@code file}, created if absent; waits up to 5 s for a lock. */
    static UsageStore sqlite(Path file) {
        return open(file.toString(), Limits.DEFAULT);
    }

    /** {@link #open(String, Limits)} with the default limits. */
    static UsageStore open(String where) {
        return open(where, Limits.DEFAULT);
    }

    /**
     * The store at {@code where}, created if absent.
     *
     * @param where {@code jdbc:postgresql:…}, which several replicas may share, each with sources of its own; or the path of an SQLite
     *     file, which one process writes to
     */
    static UsageStore open(String where, Limits limits) {
        return JdbcStore.open(
                where.startsWith("jdbc:postgresql:")
                        ? PostgresDatabase.of(where)
                        : SqliteDatabase.of(Path.of(where), Duration.ofSeconds(5)),
                limits);
    }
}
