package cloud.kuryzhev.rbacguard.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.Loopback;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both services, started out of what {@code make images} wrote, against a real control plane. */
class StartedImagesIT {

    private static final Duration READY = Duration.ofSeconds(90);

    /** An emulated processor takes some ten times as long. */
    private static final Duration EMULATED = Duration.ofMinutes(10);

    /** With it a JVM does not start if the AOT cache was trained with another one, or with other jars. */
    private static final String FITTING = "-XX:AOTMode=on";

    @TempDir
    private Path folder;

    /** For the other processor it needs QEMU too, from Debian, and is skipped where that cannot be had. */
    @ParameterizedTest
    @EnumSource
    void bothServicesDenyOutOfTheirImagesIfThoseAreMadeAndUserNamespacesAllowed(Processor processor)
            throws IOException, InterruptedException {
        assumeTrue(mayMakeNamespaces(), "user namespaces are not allowed here");
        Container guard = container("admission", processor);
        Container controller = container("drift-controller", processor);
        int port = Loopback.freePort();
        try (ControlPlane plane = ControlPlane.start()) {
            String bundle = install(plane);
            try (var admission = start("admission", guard, plane, "--server.port=" + port);
                    var drift = start(
                            "drift-controller",
                            controller,
                            plane,
                            "--rbac-guard.namespace=default",
                            "--rbac-guard.audit-log=")) {
                assertThat(admission.isAlive() && drift.isAlive()).isTrue();
                apply(plane, webhook(port, bundle));
                Kubectl.Result denied = denied(plane);
                assertThat(denied.stderr()).contains("admission webhook \"images.rbac-guard.test\" denied the request");
            }
        }
    }

    /** What the services read, and certificates; returns what to trust. */
    private String install(ControlPlane plane) throws IOException, InterruptedException {
        apply(plane, Files.readString(Path.of("../chart/crds/rbacviolations.audit.kuryzhev.cloud.yaml")));
        apply(plane, Files.readString(Path.of("../chart/crds/rbacusages.audit.kuryzhev.cloud.yaml")));
        Path tls = Files.createDirectories(folder.resolve("run/tls"));
        Files.copy(plane.admin().kubeconfig(), tls.resolve("kubeconfig"));
        return Base64.getEncoder()
                .encodeToString(new CertificateDirectory(
                                tls, new Rotation("images CA", ServingNames.of("127.0.0.1"), new SecureRandom()))
                        .ensure(Clock.systemUTC().instant())
                        .certificates()
                        .caBundle());
    }

    private Container container(String service, Processor processor) throws IOException, InterruptedException {
        Container container = Container.unpacked(Container.layout(service, processor), folder.resolve(service));
        if (processor == Processor.own()) {
            return container;
        }
        try {
            return container.under(Emulator.of(processor, folder.resolve("emulator")));
        } catch (IOException e) {
            return abort("nothing to run programs for " + processor.oci() + ": " + e.getMessage());
        }
    }

    private ChildProcess start(String service, Container container, ControlPlane plane, String... arguments)
            throws IOException, InterruptedException {
        int management = Loopback.freePort();
        var all = new ArrayList<>(List.of(arguments));
        all.add(service.equals("admission") ? "--management.server.port=" + management : "--server.port=" + management);
        Path data = Files.createDirectories(folder.resolve("data-" + service));
        ChildProcess process = ChildProcess.start(
                service,
                container.command(folder.resolve("run"), data, all.toArray(String[]::new)),
                Map.of(
                        "KUBECONFIG",
                        "/var/run/rbac-guard/tls/kubeconfig",
                        "JAVA_TOOL_OPTIONS",
                        service.equals("admission") && !container.emulated() ? FITTING : ""),
                plane.directory().resolve(service + "-image.log"));
        process.awaitReady(container.emulated() ? EMULATED : READY, () -> isReady(management));
        return process;
    }

    private static boolean isReady(int port) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/readiness")
                    .toURL()
                    .openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException _) {
            return false;
        }
    }

    /** The API server asks some moments after it is told to. */
    private static Kubectl.Result denied(ControlPlane plane) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Kubectl.Result result = attempt(plane);
        while (result.succeeded() && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(200));
            result = attempt(plane);
        }
        return result;
    }

    private static Kubectl.Result attempt(ControlPlane plane) throws InterruptedException {
        return plane.admin()
                .kubectl()
                .run("create", "clusterrole", "everything", "--verb=*", "--resource=pods", "--dry-run=server");
    }

    private static String webhook(int port, String bundle) {
        return """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: images}
            webhooks:
              - name: images.rbac-guard.test
                clientConfig: {url: "https://127.0.0.1:%d/validate", caBundle: %s}
                rules: [{apiGroups: [rbac.authorization.k8s.io], apiVersions: [v1], resources: [clusterroles], operations: [CREATE]}]
                failurePolicy: Fail
                timeoutSeconds: 30
                sideEffects: NoneOnDryRun
                admissionReviewVersions: [v1]
            """.formatted(port, bundle);
    }

    private static void apply(ControlPlane plane, String yaml) throws InterruptedException {
        Kubectl.Result result = plane.admin().kubectl().runWith(yaml, "apply", "-f", "-");
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
    }

    private static boolean mayMakeNamespaces() throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", "-r", "-m", "true").start().waitFor() == 0;
    }
}
