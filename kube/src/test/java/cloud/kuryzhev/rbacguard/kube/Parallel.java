package cloud.kuryzhev.rbacguard.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Many requests to an API server, a few at once. */
final class Parallel {

    private static final int AT_ONCE = 16;

    private Parallel() {}

    /** The results in the order of {@code work}. */
    static <T> List<T> all(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        var slots = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = work.stream()
                    .map(one -> threads.submit(() -> {
                        slots.acquire();
                        try {
                            return one.call();
                        } finally {
                            slots.release();
                        }
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    /** Something to do, as something that says it is done. */
    static Callable<Boolean> call(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }
}
