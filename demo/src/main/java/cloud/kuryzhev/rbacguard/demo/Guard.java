package cloud.kuryzhev.rbacguard.demo;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Loopback;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** rbac-guard as it is installed here: the chart by Helm, and both services as processes, since this cluster has no nodes to run them. */
final class Guard implements AutoCloseable {

    static final String NAMESPACE = "rbac-guard";

    private static final Duration READY = Duration.ofSeconds(60);
    private static final int METRICS_PORT = 8080;
    private static final int PAGES_PORT = 8082;

    private final ControlPlane plane;
    private final Path root = ProjectRoot.find();
    private final int webhookPort = Loopback.freePort();
    private final int admissionPort = Loopback.freePort();
    private final int driftPort = preferred(METRICS_PORT);
    private final int pagesPort = preferred(PAGES_PORT);
    private final List<ChildProcess> services = new ArrayList<>();

    Guard(ControlPlane plane) {
        this.plane = plane;
    }

    /** Where the drift controller tells its metrics. */
    URI metrics() {
        return URI.create("http://127.0.0.1:" + driftPort + "/metrics");
    }

    /** Where it serves pages: by a name for which browsers keep secure cookies without TLS. */
    URI pages() {
        return URI.create("http://localhost:" + pagesPort);
    }

    /** Installs the chart of this project. */
    void install() throws InterruptedException {
        install(root.resolve("chart"), "pages.enabled=true");
    }

    /** Installs {@code chart}, a folder or an archive. */
    void install(Path chart, String... values) throws InterruptedException {
        Path certificates = plane.directory().resolve("tls");
        var rotation = new Rotation("rbac-guard CA", ServingNames.of("127.0.0.1"), new SecureRandom());
        try {
            byte[] bundle = new CertificateDirectory(certificates, rotation)
                    .ensure(Clock.systemUTC().instant())
                    .certificates()
                    .caBundle();
            var arguments = new ArrayList<>(List.of(
                    chart.toString(),
                    "rbac-guard",
                    NAMESPACE,
                    plane.admin().kubeconfig().toString(),
                    "remediation.enabled=true",
                    "admission.url=https://127.0.0.1:" + webhookPort + "/validate",
                    "certificates.issuer=provided",
                    "certificates.caBundle=" + Base64.getEncoder().encodeToString(bundle)));
            arguments.addAll(List.of(values));
            HelmInstall.run(plane.directory(), arguments);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write certificates to " + certificates, e);
        }
    }

    /** Starts both services and waits until they are ready. */
    void start() throws InterruptedException {
        startAdmission();
        startDriftController();
    }

    void startAdmission() throws InterruptedException {
        service(
                        "admission",
                        new AdmissionService(root.resolve(Path.of("admission", "target"))).command(),
                        plane.serviceAccount(NAMESPACE, "rbac-guard-admission"),
                        "--rbac-guard.tls.directory=" + plane.directory().resolve("tls"),
                        "--server.address=127.0.0.1",
                        "--server.port=" + webhookPort,
                        "--management.server.address=127.0.0.1",
                        "--management.server.port=" + admissionPort)
                .awaitReady(
                        READY, () -> Http.isOk(URI.create("http://127.0.0.1:" + admissionPort + "/health/readiness")));
    }

    void startDriftController() throws InterruptedException {
        service(
                        "drift-controller",
                        List.of(
                                Java.COMMAND,
                                "-jar",
                                root.resolve(Path.of("drift-controller", "target", "drift-controller-exec.jar"))
                                        .toString()),
                        plane.serviceAccount(NAMESPACE, "rbac-auditor"),
                        "--rbac-guard.namespace=" + NAMESPACE,
                        "--rbac-guard.audit-log=" + plane.auditLog(),
                        "--rbac-guard.usage-store=" + plane.directory().resolve("usage.db"),
                        "--rbac-guard.cycle=2s",
                        "--rbac-guard.remediation.enabled=true",
                        "--rbac-guard.pages.enabled=true",
                        "--rbac-guard.pages.port=" + pagesPort,
                        "--rbac-guard.suggestion.minimum-window=1s",
                        "--server.address=127.0.0.1",
                        "--server.port=" + driftPort)
                .awaitReady(READY, () -> Http.isOk(URI.create("http://127.0.0.1:" + driftPort + "/health/readiness")));
    }

    /** What it says of the live object of this name. */
    Optional<RBACViolation> violation(String sourceName) {
        return plane.admin().client().resources(RBACViolation.class).inNamespace(NAMESPACE).list().getItems().stream()
                .filter(it -> it.getSpec().sourceName().equals(sourceName))
                .findFirst();
    }

    @Override
    public void close() {
        services.reversed().forEach(ChildProcess::close);
    }

    private ChildProcess service(String name, List<String> program, User account, String... arguments) {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        ChildProcess process = ChildProcess.start(
                name,
                command,
                Map.of("KUBECONFIG", account.kubeconfig().toString()),
                plane.directory().resolve(name + ".log"));
        services.add(process);
        return process;
    }

    private static int preferred(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return Loopback.freePort();
        }
    }
}
