package cloud.kuryzhev.rbacguard.admission;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/** Clients that all ask the same, each over a connection of its own. */
final class Load {

    /** How long the long form takes is for {@code make load}; everybody else runs the short one. */
    static final boolean FULL = Boolean.getBoolean("rbac-guard.load.full");

    /**
     * What came of it.
     *
     * @param counts of each outcome: the status and whether it was allowed, or why there was no answer
     */
    record Outcomes(Map<String, Long> counts, Duration slowest) {

        long of(String outcome) {
            return counts.getOrDefault(outcome, 0L);
        }
    }

    static final String ALLOWED = "200 allowed";
    static final String DENIED = "200 denied";
    static final String UNAVAILABLE = "503";

    private final Https https;
    private final byte[] body;
    private final Map<String, Long> counts = new ConcurrentSkipListMap<>();
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private final AtomicLong turn = new AtomicLong();

    Load(Https https, byte[] body) {
        this.https = https;
        this.body = body;
    }

    static Duration time(Duration inShort, Duration inFull) {
        return FULL ? inFull : inShort;
    }

    /** As many as are asked for, as fast as {@code clients} can. */
    Outcomes all(int clients, long requests) {
        return run(clients, asked -> asked < requests, 0);
    }

    /** For some time, as fast as {@code clients} can. */
    Outcomes during(int clients, Duration time) {
        return run(clients, until(time), 0);
    }

    /** For some time, so many a second; whoever falls behind does not make up for it. */
    Outcomes steadily(int clients, int perSecond, Duration time) {
        return run(clients, until(time), 1_000_000_000L * clients / perSecond);
    }

    /** As fast as they can, as long as it holds. */
    Outcomes whilst(int clients, BooleanSupplier holds) {
        return run(clients, _ -> holds.getAsBoolean(), 0);
    }

    /** What came of it until now. */
    Outcomes outcomes() {
        return new Outcomes(new TreeMap<>(counts), Duration.ofNanos(slowest.get()));
    }

    private static LongPredicate until(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return _ -> System.nanoTime() - end < 0;
    }

    private Outcomes run(int clients, LongPredicate more, long pauseNanos) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                threads.execute(() -> client(more, pauseNanos));
            }
        }
        return outcomes();
    }

    private void client(LongPredicate more, long pauseNanos) {
        try {
            while (more.test(turn.getAndIncrement())) {
                long begin = System.nanoTime();
                counts.merge(ask(), 1L, Long::sum);
                long took = System.nanoTime() - begin;
                slowest.accumulate(took);
                Thread.sleep(Duration.ofNanos(Math.max(0, pauseNanos - took)));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String ask() throws InterruptedException {
        try {
            var response = https.post(body);
            return response.statusCode() != 200
                    ? String.valueOf(response.statusCode())
                    : response.body().contains("\"allowed\":true") ? ALLOWED : DENIED;
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
