package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that was seen, and how far each source was read.
 *
 * <p>Events are not de-duplicated by {@code auditID}, which clients may set: a source that is read in order, and whose position is
 * committed with what was read, delivers each line once.
 *
 * <p>Reading is for any thread; committing is for one at a time. Every method throws {@link UsageStoreException} if the store cannot
 * be used now.
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
     */
    void commit(List<Checkpoint> checkpoints, Batch batch);

    /** How far {@code source} was read; empty if it never was. */
    Optional<Checkpoint> checkpoint(String source);

    /** Every line of {@code source} by what became of it, as in {@link Batch#lines()}. */
    SortedMap<String, Long> lines(String source);

    /** Everything seen, as of the last commit. */
    Usage snapshot();

    /** When each source was heard, and how much there is; reads less than {@link #snapshot}. */
    StoreState state();

    /**
     * Events were lost that no source knows of: the coverage of each starts anew with its next event.
     *
     * @param cause in a word, such as {@code dropped_by_api_server}
     */
    void markGap(String cause);

    /**
     * Writes everything as JSON lines, in an order that depends on the content alone.
     *
     * @throws IOException if {@code out} cannot be written
     */
    void dump(Appendable out) throws IOException;

    @Override
    void close();

    /** The store in the SQLite file {@code file}, created if absent; waits up to 5 s for a lock. */
    static UsageStore sqlite(Path file) {
        return JdbcStore.open(SqliteDatabase.of(file, Duration.ofSeconds(5)));
    }

    /** The store at {@code where}: {@code jdbc:postgresql:…}, which several replicas may share, or the path of an SQLite file. */
    static UsageStore open(String where) {
        return where.startsWith("jdbc:postgresql:")
                ? JdbcStore.open(PostgresDatabase.of(where))
                : sqlite(Path.of(where));
    }
}
