package cloud.kuryzhev.rbacguard.drift.repeated;

import java.time.Duration;

/** One thing done again and again on a thread of its own, until closed. */
public final class Repeated implements AutoCloseable {

    private static final Duration LAST_STEP = Duration.ofSeconds(10);

    /** What is done. Answers how long to wait before it is done again; must not throw. */
    @FunctionalInterface
    public interface Step {
        Duration run() throws InterruptedException;
    }

    private final Step step;
    private final Thread thread;

    private Repeated(String name, Step step) {
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** Begins at once. {@code name} is the thread's. */
    public static Repeated start(String name, Step step) {
        return new Repeated(name, step);
    }

    /** Interrupts it, and waits up to ten seconds for the step that is under way. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LAST_STEP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(step.run());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
