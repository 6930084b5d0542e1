package cloud.kuryzhev.rbacguard.admission.training;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.Loopback;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the service as it is shipped, before a made-up cluster, asks it what an API server asks, and has the JVM write down what it loaded
 * and compiled. It needs no control plane, and no network but 127.0.0.1. Usage: {@code Training <folder of admission.jar and jvm.options>
 * [<the Java that it is for>]}; by default the one that runs this.
 */
public final class Training {

    private static final int REQUESTS = 24_000;
    private static final int MINUTES = 5;

    private Training() {}

    /** Writes {@code admission.aot} beside the jar. */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        Path work = Files.createDirectories(home.resolveSibling("training"));
        new CertificateDirectory(work, new Rotation("training CA", ServingNames.of("127.0.0.1"), new SecureRandom()))
                .ensure(Instant.now());
        try (var cluster = new MadeUpApiServer(work, work)) {
            String java = args.length > 1 ? args[1] : System.getProperty("java.home");
            train(home, work, kubeconfig(work, cluster.port()), Path.of(java, "bin", "java"));
        }
    }

    private static void train(Path home, Path work, Path kubeconfig, Path java)
            throws IOException, InterruptedException {
        int port = Loopback.freePort();
        int management = Loopback.freePort();
        var builder = new ProcessBuilder(List.of(
                        java.toString(),
                        "@" + home.resolve("jvm.options"),
                        "-XX:AOTCacheOutput=" + home.resolve("admission.aot"),
                        "-jar",
                        home.resolve("admission.jar").toString(),
                        "--rbac-guard.tls.directory=" + work,
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--management.server.address=127.0.0.1",
                        "--management.server.port=" + management))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        Process service = builder.start();
        try (HttpClient plain = HttpClient.newHttpClient()) {
            var trainer = new Trainer(plain, work.resolve("ca.crt"), port, management);
            trainer.awaitReady(service);
            trainer.ask(Reviews.read(), REQUESTS);
        } finally {
            service.destroy(); // its JVM writes the cache now
            if (!service.waitFor(MINUTES, TimeUnit.MINUTES)) {
                service.destroyForcibly();
            }
        }
    }

    private static Path kubeconfig(Path work, int port) throws IOException {
        return Files.writeString(work.resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: training
            clusters: [{name: made-up, cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}}]
            users: [{name: guard, user: {token: none}}]
            contexts: [{name: training, context: {cluster: made-up, user: guard}}]
            """.formatted(port, work.resolve("ca.crt")));
    }
}
