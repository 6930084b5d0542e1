package cloud.kuryzhev.rbacguard.usage.store;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** One commit, made on a thread of its own while its batch's successor is read. */
public final class CommitBeside {

    private final FutureTask<?> task;

    private CommitBeside(FutureTask<?> task) {
        this.task = task;
    }

    /** Begins {@code commit}. */
    public static CommitBeside begin(Runnable commit) {
        FutureTask<?> task = new FutureTask<>(commit, null);
        Thread.ofPlatform().daemon().name("usage-commit").start(task);
        return new CommitBeside(task);
    }

    /**
     * Returns once it is made.
     *
     * @throws RuntimeException that it ended with
     */
    public void await() {
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while committing", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }
}
