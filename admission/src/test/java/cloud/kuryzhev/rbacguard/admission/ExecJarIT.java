package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is shipped. */
@WithControlPlane
class ExecJarIT {

    private static final Path JAR = Path.of("target/admission-exec.jar");

    @Test
    void theJarBecomesReadySaysNothingAlarmingAndStopsWhenTold(ControlPlane plane, @TempDir Path directory)
            throws IOException, InterruptedException {
        new CertificateDirectory(
                        directory.resolve("tls"),
                        new Rotation("rbac-guard test CA", ServingNames.of("127.0.0.1"), new SecureRandom()))
                .ensure(Instant.now());
        int port = freePort();
        Path log = directory.resolve("log");
        User account = Guard.account(plane);
        try (Health health = new Health(HttpClient.newHttpClient(), port);
                ChildProcess jar = ChildProcess.start(
                        "admission",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-jar",
                                JAR.toString(),
                                "--rbac-guard.tls.directory=" + directory.resolve("tls"),
                                "--server.port=0",
                                "--management.server.port=" + port),
                        Map.of("KUBECONFIG", account.kubeconfig().toString()),
                        log)) {
            jar.awaitReady(Duration.ofMinutes(1), () -> isReady(health));
        }

        assertThat(Files.readString(log))
                .contains("INFO  AdmissionApplication: Started AdmissionApplication")
                .doesNotContain("WARN", "ERROR", "\tat ", "BEGIN ", "eyJ"); // no key, no token
    }

    private static boolean isReady(Health health) {
        try {
            return health.status("/health/readiness").equals("200 UP");
        } catch (IOException _) {
            return false; // not listening yet
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
