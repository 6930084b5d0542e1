package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.Loopback;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service as it is shipped, in a process of its own with the options of its JVM. */
record Shipped(ChildProcess process, int port, Path authority, Health health) implements AutoCloseable {

    private static final Path JAR = Path.of("target/admission-exec.jar");
    private static final Path OPTIONS = Path.of("src/main/jvm/jvm.options");

    /** Starts it, ready or not. */
    static Shipped start(User account, Path directory, String... jvm) throws IOException {
        new CertificateDirectory(
                        directory, new Rotation("rbac-guard test CA", ServingNames.of("127.0.0.1"), new SecureRandom()))
                .ensure(Instant.now());
        int port = Loopback.freePort();
        int management = Loopback.freePort();
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + OPTIONS));
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-jar",
                JAR.toString(),
                "--rbac-guard.tls.directory=" + directory,
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.port=" + management));
        ChildProcess process = ChildProcess.start(
                "admission", command, Map.of("KUBECONFIG", account.kubeconfig().toString()), directory.resolve("log"));
        return new Shipped(
                process, port, directory.resolve("ca.crt"), new Health(HttpClient.newHttpClient(), management));
    }

    Shipped awaitReady() throws InterruptedException {
        process.awaitReady(Duration.ofMinutes(1), this::isReady);
        return this;
    }

    /** What of its memory is in RAM ({@code proc_pid_status(5)} VmRSS). */
    long residentKilobytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        try {
            return health.status("/health/readiness").equals("200 UP");
        } catch (IOException _) {
            return false; // not listening yet
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        health.close();
        process.close();
    }
}
