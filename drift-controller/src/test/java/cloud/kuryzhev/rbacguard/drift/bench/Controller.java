package cloud.kuryzhev.rbacguard.drift.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The drift controller as it is shipped, in a process of its own with a heap of 768 MB. */
final class Controller implements AutoCloseable {

    static final int HEAP = 768;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JAR = Path.of("drift-controller/target/drift-controller-exec.jar");
    private static final Pattern COLLECTED = Pattern.compile("(\\d+)M->(\\d+)M\\(");

    private final ChildProcess process;
    private final int port;
    private final Path collections;

    private Controller(ChildProcess process, int port, Path collections) {
        this.process = process;
        this.port = port;
        this.collections = collections;
    }

    static Controller start(ControlPlane plane, User user, Path directory, int number) throws IOException {
        int port = freePort();
        Path collections = directory.resolve("gc-" + number + ".log");
        List<String> command = List.of(
                JAVA.toString(),
                "-Xmx" + HEAP + "m",
                "-XX:ActiveProcessorCount=2",
                "-Xlog:gc:file=" + collections,
                "-jar",
                JAR.toString(),
                "--rbac-guard.namespace=rbac-guard",
                "--rbac-guard.identity=bench-" + number,
                "--rbac-guard.audit-log=" + plane.auditLog(),
                "--rbac-guard.usage-store=" + directory.resolve("usage-" + number + ".db"),
                "--server.port=" + port);
        return new Controller(
                ChildProcess.start(
                        "controller-" + number,
                        command,
                        Map.of("KUBECONFIG", user.kubeconfig().toString()),
                        directory.resolve("controller-" + number + ".log")),
                port,
                collections);
    }

    /** The sum of the samples that begin so. */
    double metric(String sample) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8))
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(sample))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            return 0; // not up yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long cycles() {
        return (long) metric("rbac_guard_cycle_seconds_count");
    }

    double seconds() {
        return metric("rbac_guard_cycle_seconds_sum");
    }

    /** Until so many cycles have ended. */
    void awaitCycles(long cycles, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (cycles() < cycles) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("no " + cycles + " cycles in " + limit + ": " + process.logTail());
            }
            Thread.sleep(200);
        }
    }

    /** What was alive after a collection, at most, in MB. */
    long liveHeap() {
        try (Stream<String> lines = Files.lines(collections)) {
            return lines.map(COLLECTED::matcher)
                    .filter(it -> it.find())
                    .mapToLong(it -> Long.parseLong(it.group(2)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
