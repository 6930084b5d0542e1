package cloud.kuryzhev.rbacguard.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A running program that ends with this JVM, however the JVM ends. */
public final class ChildProcess implements AutoCloseable {

    /**
     * Puts a watcher beside the program, which the shell then becomes. The watcher reads a pipe that only the JVM holds open; at its end, be it by
     * kill -9, the program dies. The watcher itself survives the signals of a closing terminal.
     */
    private static final String WRAPPER = """
            exec 3<&0
            (trap '' HUP INT TERM; cat <&3; kill -KILL $$) >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """;

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(25);

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code command}, with {@code environment} added to the JVM's own.
     *
     * @param name what messages call it
     * @param log where its output and errors are appended
     */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", WRAPPER, name));
        wrapped.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(wrapped)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + command.getFirst(), e);
        }
    }

    /** The program's own process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The file that takes its output. */
    public Path log() {
        return log;
    }

    /** The last lines of its output. */
    public String logTail() {
        return LogTail.of(log);
    }

    /** Returns when {@code ready} holds; fails as soon as the program has died, or after {@code limit}. */
    public void awaitReady(Duration limit, BooleanSupplier ready) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!isAlive()) {
                throw failed("ended with exit code " + process.exitValue());
            }
            if (System.nanoTime() > deadline) {
                throw failed("was not ready within " + limit.toSeconds() + " s");
            }
            Thread.sleep(POLL);
        }
    }

    /** Ends it at once (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to end (SIGTERM), waits up to ten seconds, then kills it. */
    public void stop() {
        process.toHandle().destroy(); // Process.destroy would close the watcher's pipe too
        try {
            if (process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** As {@link #stop}. */
    @Override
    public void close() {
        stop();
    }

    private IllegalStateException failed(String how) {
        return new IllegalStateException(name + " " + how + "; its log is " + log + " and ends with:\n" + logTail());
    }
}
