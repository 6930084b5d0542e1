package cloud.kuryzhev.rbacguard.demo;

import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Loopback;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The drift controller as a process with the arguments of the pod that the chart deploys, since no kubelet runs that here. */
final class DeployedController implements AutoCloseable {

    private static final String OWN = "--rbac-guard.own.manifests=";

    private static final String PROTECTED = "--rbac-guard.metrics.protected=";

    private final ChildProcess process;
    private final int port;

    private DeployedController(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static DeployedController start(ControlPlane plane) throws InterruptedException {
        int port = Loopback.freePort();
        var command = new ArrayList<>(List.of(
                Java.COMMAND,
                "-jar",
                ProjectRoot.find()
                        .resolve("drift-controller/target/drift-controller-exec.jar")
                        .toString()));
        command.addAll(arguments(plane));
        command.add("--rbac-guard.usage-store=" + plane.directory().resolve("in-cluster.db"));
        command.add("--server.port=" + port);
        command.removeIf(it -> it.startsWith(PROTECTED));
        command.add(PROTECTED + "false"); // Http trusts nobody and is nobody; ScrapeIT is about that
        command.add("--server.ssl.enabled=false");
        Map<String, String> environment = Map.of(
                "KUBECONFIG",
                plane.serviceAccount(Guard.NAMESPACE, "rbac-auditor")
                        .kubeconfig()
                        .toString());
        Path log = plane.directory().resolve("in-cluster.log");
        var controller =
                new DeployedController(ChildProcess.start("drift-controller", command, environment, log), port);
        controller.process.awaitReady(Duration.ofSeconds(60), () -> Http.isOk(controller.uri("/health/liveness")));
        return controller;
    }

    String get(String path) {
        try {
            return Http.get(uri(path)).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static List<String> arguments(ControlPlane plane) {
        KubernetesClient admin = plane.admin().client();
        return admin
                .apps()
                .deployments()
                .inNamespace(Guard.NAMESPACE)
                .withName("rbac-guard-drift-controller")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getArgs()
                .stream()
                .map(it -> it.startsWith(OWN) ? OWN + ownManifests(plane) : it)
                .toList();
    }

    /** What a kubelet would mount. */
    private static Path ownManifests(ControlPlane plane) {
        Path folder = plane.directory().resolve("own");
        try {
            Files.createDirectories(folder);
            for (var file : plane.admin()
                    .client()
                    .configMaps()
                    .inNamespace(Guard.NAMESPACE)
                    .withName("rbac-guard-own")
                    .get()
                    .getData()
                    .entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
