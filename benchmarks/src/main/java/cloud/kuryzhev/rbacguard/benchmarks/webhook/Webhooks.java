package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Loopback;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The webhooks that are started here, with certificates of their own, and the API server that asks them. */
final class Webhooks implements AutoCloseable {

    private static final String NAMESPACE = "bench";
    private static final Path CHART = Path.of("chart", "templates");

    /** rbac-guard, and what its start took. */
    record Guard(Service service, Contender contender, double firstRequestMillis, double residentAtStart) {

        Life life(long requests) {
            return new Life(
                    service.readyAfter().toNanos() / 1e6,
                    firstRequestMillis,
                    residentAtStart,
                    service.residentMegabytes(),
                    requests);
        }
    }

    private final ControlPlane plane;
    private final KubernetesClient admin;
    private final Path certificates;
    private final Contender noopContender;
    private final List<Service> started = new ArrayList<>();

    private Webhooks(ControlPlane plane, Path certificates, Service noop, int noopPort) throws IOException {
        this.plane = plane;
        this.admin = plane.admin().client();
        this.certificates = certificates;
        this.noopContender = webhook(SideBySide.NOOP, noopPort, certificates);
        started.add(noop);
    }

    /** With the no-op webhook started. */
    static Webhooks start(ControlPlane plane, Path noop) throws IOException, InterruptedException {
        Path certificates = plane.directory().resolve("tls");
        new CertificateDirectory(
                        certificates, new Rotation("benchmark CA", ServingNames.of("127.0.0.1"), new SecureRandom()))
                .ensure(Clock.systemUTC().instant());
        int port = Loopback.freePort();
        Service service = Service.start(
                SideBySide.NOOP,
                List.of(
                        noop.toAbsolutePath().toString(),
                        "127.0.0.1:" + port,
                        certificates.resolve("tls.crt").toString(),
                        certificates.resolve("tls.key").toString()),
                Map.of(),
                plane.directory().resolve("noop.log"),
                () -> listens(port));
        return new Webhooks(plane, certificates, service, port);
    }

    Contender noop() {
        return noopContender;
    }

    /** Starts rbac-guard as it is shipped, as the chart's account, and sends it a first review. */
    Guard startGuard(Path home, List<String> jvm, Path first) throws IOException, InterruptedException {
        apply("policy-reader-role.yaml");
        apply("admission-rbac.yaml");
        User account = plane.serviceAccount(NAMESPACE, "rbac-guard-admission");
        int port = Loopback.freePort();
        int management = Loopback.freePort();
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("@" + home.resolve("jvm.options"));
        command.add("-XX:AOTCache=" + home.resolve("admission.aot"));
        command.addAll(jvm);
        command.addAll(List.of(
                "-jar",
                home.resolve("admission.jar").toString(),
                "--rbac-guard.tls.directory=" + certificates,
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + management));
        try (Probe probe = new Probe(first, certificates.resolve("ca.crt"))) {
            URI readiness = URI.create("http://127.0.0.1:" + management + "/health/readiness");
            Service service = Service.start(
                    SideBySide.GUARD,
                    command,
                    Map.of("KUBECONFIG", account.kubeconfig().toString()),
                    plane.directory().resolve("guard.log"),
                    () -> probe.isOk(readiness));
            started.add(service);
            double firstMillis = probe.firstReviewMillis(validate(port));
            return new Guard(
                    service, webhook(SideBySide.GUARD, port, certificates), firstMillis, service.residentMegabytes());
        }
    }

    /** So many bindings, so that whoever keeps them in memory does. */
    void populate(int bindings) throws InterruptedException {
        new Population(plane.admin(), NAMESPACE).create(bindings);
    }

    /** Has the API server ask them, and returns once it does. */
    void install(List<Contender> contenders) throws InterruptedException {
        contenders.forEach(
                it -> it.objects().forEach(object -> admin.resource(object).serverSideApply()));
        Thread.sleep(
                Duration.ofSeconds(5)); // nothing says when an API server has seen a configuration that refuses nothing
    }

    /** As somebody who may create any role. */
    Creations creations() {
        User driver = plane.serviceAccount(NAMESPACE, "driver");
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("bench-driver")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject(null, "ServiceAccount", "driver", NAMESPACE)
                        .build())
                .serverSideApply();
        return new Creations(
                plane.apiServer(),
                Trust.in(plane.caCertificate()),
                driver.client().getConfiguration().getAutoOAuthToken());
    }

    private void apply(String template) throws IOException {
        String manifest = Files.readString(CHART.resolve(template)).replace("{{ .Release.Namespace }}", NAMESPACE);
        try (var in = new java.io.ByteArrayInputStream(manifest.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            admin.load(in).serverSideApply();
        }
    }

    private static Contender webhook(String name, int port, Path certificates) throws IOException {
        return Contender.webhook(name, validate(port), Files.readAllBytes(certificates.resolve("ca.crt")));
    }

    private static URI validate(int port) {
        return URI.create("https://127.0.0.1:" + port + "/validate");
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        started.forEach(Service::close);
    }
}
