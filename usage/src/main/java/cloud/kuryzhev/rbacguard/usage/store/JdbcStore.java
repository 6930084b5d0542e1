package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link UsageStore} in a {@link Database}: one connection that writes, and one for each reading. */
final class JdbcStore implements UsageStore {

    /** Reads over one connection. */
    private interface Reading<T, X extends Exception> {
        T from(Connection connection) throws SQLException, X;
    }

    /** Writes over one connection. */
    private interface Writing<T, X extends Exception, Y extends Exception> {
        T to(Connection connection) throws SQLException, X, Y;
    }

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private final Database database;
    private final Limits limits;
    private final Quota quota;
    private final Positions positions = new Positions();
    private final Remembered written = new Remembered();
    private final Twins twins = new Twins();
    private final KeptUsage kept = new KeptUsage();
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Connection writer;

    private JdbcStore(Database database, Limits limits) {
        this.database = database;
        this.limits = limits;
        this.quota = new Quota(limits);
    }

    static JdbcStore open(Database database, Limits limits) {
        database.migrate();
        return new JdbcStore(database, limits);
    }

    @Override
    public void commit(List<Checkpoint> checkpoints, Batch batch) {
        Twins.Found seconds = write(connection -> {
            positions.move(connection, checkpoints);
            Twins.Found found = twins.among(batch.candidates());
            new BatchWriter(connection, database.rowLock(), written, quota)
                    .write(checkpoints.getFirst().source(), batch, found);
            return found;
        });
        positions.moved(checkpoints);
        twins.remember(seconds);
        if (!database.isShared()) {
            kept.written(batch);
        }
    }

    /** In one transaction, one at a time. */
    private <T, X extends Exception, Y extends Exception> T write(Writing<T, X, Y> writing) throws X, Y {
        this.writing.lock();
        boolean committed = false;
        try {
            Connection connection = writer();
            T result = writing.to(connection);
            connection.commit();
            committed = true;
            return result;
        } catch (SQLException e) {
            throw new UsageStoreException("cannot write to the usage store " + database.name(), e);
        } finally {
            if (!committed) {
                undo();
            }
            this.writing.unlock();
        }
    }

    private Connection writer() throws SQLException {
        Connection connection = writer;
        if (connection == null) {
            connection = database.connect();
            connection.setAutoCommit(false);
            writer = connection;
        }
        return connection;
    }

    /** The next commit gets a connection of its own: what state a failed one is in depends on the failure. */
    private void undo() {
        written.clear();
        quota.clear();
        try {
            closeWriter();
        } catch (UsageStoreException e) {
            LOG.debug("the connection of a failed commit", e);
        }
    }

    @Override
    public Optional<Checkpoint> checkpoint(String source) {
        return read(connection -> positions.read(connection, source));
    }

    @Override
    public SortedMap<String, Long> lines(String source) {
        SortedMap<String, Long> lines = new TreeMap<>();
        return read(connection -> {
            Sql.query(
                    connection,
                    "SELECT l.result, l.count FROM source_lines l JOIN source s ON s.id = l.source_id WHERE s.name = ?",
                    row -> lines.put(row.getString(1), row.getLong(2)),
                    source);
            return lines;
        });
    }

    @Override
    public Usage snapshot() {
        reading.lock();
        boolean read = false;
        try {
            Optional<KeptUsage.Known> known = database.isShared() ? Optional.empty() : kept.take();
            Usage usage = read(connection -> {
                SnapshotReader reader = new SnapshotReader(connection);
                return known.isPresent() ? reader.read(known.get()) : reader.read();
            });
            if (!database.isShared()) {
                kept.keep(usage.bySubject());
            }
            read = true;
            return usage;
        } finally {
            if (!read) {
                kept.forget();
            }
            reading.unlock();
        }
    }

    @Override
    public SeenFrom seenFrom(Subject subject) {
        return read(connection -> SeenFromTable.read(connection, Columns.storable(subject.authenticatedName())));
    }

    @Override
    public List<DayOfUse> days(Subject subject, int most) {
        return read(connection -> DaysReader.read(connection, Columns.storable(subject.authenticatedName()), most));
    }

    @Override
    public StoreState state() {
        return read(connection -> new StateReader(connection).read());
    }

    @Override
    public List<StoredWrite> rbacWrites() {
        return read(connection -> RbacWriteTable.read(connection, RbacWriteTable.UNTOLD_OR_OUTSIDE));
    }

    @Override
    public List<StoredWrite> untoldWrites() {
        return read(connection -> RbacWriteTable.read(connection, RbacWriteTable.UNTOLD));
    }

    @Override
    public long untold() {
        return read(connection -> Sql.number(connection, "SELECT count(*) FROM rbac_write WHERE told = 0"));
    }

    @Override
    public Instant toldSince(Instant now) {
        return write(connection -> new RbacWriteTable(connection).toldSince(now));
    }

    @Override
    public void told(Collection<RbacWrite> writes) {
        write(connection -> {
            new RbacWriteTable(connection).told(writes);
            return writes;
        });
    }

    @Override
    public void markGap(GapCause cause) {
        write(connection -> {
            new GapWriter(connection).write(cause);
            return cause;
        });
    }

    @Override
    public void dump(Appendable out) throws IOException {
        write(EnumSet.complementOf(EnumSet.of(Section.POSITION)), out);
    }

    @Override
    public void exportTo(Appendable out) throws IOException {
        write(EnumSet.allOf(Section.class), out);
    }

    private void write(Set<Section> sections, Appendable out) throws IOException {
        read(connection -> {
            UsageDump.write(connection, sections, out);
            return sections;
        });
    }

    @Override
    public long importFrom(Reader in) throws IOException, ImportException {
        long lines = this.<Long, IOException, ImportException>write(connection -> UsageImport.read(connection, in));
        kept.forget();
        return lines;
    }

    @Override
    public void backup(Path file) {
        try {
            database.backup(file);
        } catch (SQLException e) {
            throw new UsageStoreException("cannot back up " + database.name() + " to " + file, e);
        }
    }

    @Override
    public long compact(LocalDate today) {
        long before = today.minusDays(limits.days()).toEpochDay();
        long deleted = 0;
        for (List<Long> subjects : read(Retention::chunks)) {
            deleted += write(connection -> Retention.delete(connection, subjects, before));
        }
        return deleted;
    }

    /** In one transaction, so that all of it is of the same moment. */
    private <T, X extends Exception> T read(Reading<T, X> reading) throws X {
        try (Connection connection = database.connect()) {
            connection.setTransactionIsolation(database.snapshotIsolation());
            connection.setAutoCommit(false);
            T result = reading.from(connection);
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw new UsageStoreException("cannot read the usage store " + database.name(), e);
        }
    }

    /** After the commit that is under way. */
    @Override
    public void close() {
        writing.lock();
        try {
            closeWriter();
        } finally {
            writing.unlock();
        }
    }

    private void closeWriter() {
        Connection connection = writer;
        writer = null;
        if (connection != null) {
            try (connection) {
                connection.rollback();
            } catch (SQLException e) {
                throw new UsageStoreException("cannot close the usage store " + database.name(), e);
            }
        }
    }
}
