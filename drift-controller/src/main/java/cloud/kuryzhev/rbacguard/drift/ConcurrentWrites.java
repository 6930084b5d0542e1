package cloud.kuryzhev.rbacguard.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes to the API server, a few at a time: each waits for etcd's disk, which takes several at once, and thousands of them take minutes otherwise. */
final class ConcurrentWrites {

    /** Well below what API Priority and Fairness gives one flow of a small cluster. */
    private static final int AT_ONCE = 8;

    private ConcurrentWrites() {}

    /**
     * What each answered, in their order.
     *
     * @throws IllegalStateException if one of them failed, or the thread was interrupted
     */
    static <T> List<T> run(List<Callable<T>> writes) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("write-", 0).factory())) {
            var answers = new ArrayList<T>(writes.size());
            for (Future<T> answer : threads.invokeAll(writes)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while objects were written", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an object could not be written", e.getCause());
        }
    }
}
