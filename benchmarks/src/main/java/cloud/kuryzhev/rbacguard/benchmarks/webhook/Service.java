package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A webhook that was started here.
 *
 * @param readyAfter from the start of its process
 */
record Service(ChildProcess process, Duration readyAfter) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    static Service start(
            String name, List<String> command, Map<String, String> environment, Path log, BooleanSupplier ready)
            throws InterruptedException {
        long begin = System.nanoTime();
        ChildProcess process = ChildProcess.start(name, command, environment, log);
        process.awaitReady(LIMIT, ready);
        return new Service(process, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** What of its memory is in RAM, in megabytes of a million bytes ({@code proc_pid_status(5)} VmRSS). */
    double residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
