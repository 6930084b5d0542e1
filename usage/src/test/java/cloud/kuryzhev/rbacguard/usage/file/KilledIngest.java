package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A program to be killed: ingests a log into several stores at once in small batches, and prints a line after each. With each byte that it is
 * sent every one of them may go on by a batch. Arguments: the log, the stores.
 */
final class KilledIngest {

    static final AuditLogTail.Options SMALL_BATCHES = new AuditLogTail.Options(1 << 20, 50, Duration.ofSeconds(10));

    private final Path log;
    private final String where;
    private final Semaphore turns = new Semaphore(1);
    private volatile boolean ended;

    private KilledIngest(Path log, String where) {
        this.log = log;
        this.where = where;
    }

    public static void main(String[] args) throws IOException {
        if (System.in.read() < 0) {
            return;
        }
        List<KilledIngest> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (String store : List.of(args).subList(1, args.length)) {
                KilledIngest one = new KilledIngest(Path.of(args[0]), store);
                all.add(one);
                threads.execute(one::run);
            }
            while (System.in.read() >= 0) {
                all.forEach(one -> one.turns.release());
            }
            all.forEach(KilledIngest::end);
        }
    }

    private void run() {
        try (UsageStore store = UsageStore.open(where);
                AuditLogTail tail = new AuditLogTail(log, store, SMALL_BATCHES, Clock.systemUTC())) {
            turns.acquireUninterruptibly();
            while (!ended && tail.poll()) {
                System.out.println("committed");
                turns.acquireUninterruptibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        ended = true;
        turns.release();
    }
}
