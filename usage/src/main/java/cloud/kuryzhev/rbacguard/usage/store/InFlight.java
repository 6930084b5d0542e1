package cloud.kuryzhev.rbacguard.usage.store;

import org.jspecify.annotations.Nullable;

/** The one commit that may be under way while more is read. Until it ended, nobody knows where the store is. */
public final class InFlight {

    private @Nullable CommitBeside commit;
    private Runnable whenMade = () -> {};
    private @Nullable RuntimeException failure;

    /**
     * Begins {@code next}, after the one before was settled.
     *
     * @param then runs once it is made, on the thread that waits for it
     */
    public void begin(Runnable next, Runnable then) {
        whenMade = then;
        commit = CommitBeside.begin(next);
    }

    /** Returns once it ended, well or not. */
    public void await() {
        CommitBeside current = commit;
        commit = null;
        if (current == null) {
            return;
        }
        try {
            current.await();
            whenMade.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /**
     * Returns once it is made.
     *
     * @throws RuntimeException if it failed; to be told once
     */
    public void settle() {
        await();
        RuntimeException failed = failure;
        failure = null;
        if (failed != null) {
            throw failed;
        }
    }
}
