package cloud.kuryzhev.rbacguard.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.Loopback;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code make images} wrote: as an image should be, and both services started out of it against a real control plane. */
class ImagesIT {

    private static final Path IMAGES = Path.of("../target/images");
    private static final Duration READY = Duration.ofSeconds(90);

    /** With it a JVM does not start if the AOT cache was trained with another one, or with other jars. */
    private static final String FITTING = "-XX:AOTMode=on";

    @TempDir
    private Path folder;

    @BeforeAll
    static void onlyWhereThereAreImages() {
        assumeTrue(Files.isDirectory(IMAGES.resolve("admission-amd64")), "no images: make images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admission", "drift-controller"})
    void anImageIsNobodysAndSaysWhatItIsMadeOfIfMakeImagesMadeIt(String service) throws IOException {
        Path layout = IMAGES.resolve(service + "-amd64");
        JsonNode manifests = JsonMapper.builder()
                .build()
                .readTree(layout.resolve("index.json").toFile())
                .path("manifests");
        JsonNode image = manifests.path(0);
        JsonNode config = Container.blob(layout, Container.blob(layout, image).path("config"));

        assertThat(config.path("config").path("User").asText()).isEqualTo("65532:65532");
        assertThat(config.path("created").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(config.path("architecture").asText()).isEqualTo("amd64");
        JsonNode sbom = attached(layout, manifests, "application/vnd.cyclonedx+json", image);
        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        JsonNode provenance = attached(layout, manifests, "application/vnd.in-toto+json", image);
        assertThat("sha256:" + provenance.at("/subject/0/digest/sha256").asText())
                .isEqualTo(image.path("digest").asText());
        assertThat(provenance.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
    }

    @Test
    void bothServicesDenyOutOfTheirImagesIfThoseAreMadeAndUserNamespacesAllowed()
            throws IOException, InterruptedException {
        assumeTrue(mayMakeNamespaces(), "user namespaces are not allowed here");
        int port = Loopback.freePort();
        try (ControlPlane plane = ControlPlane.start()) {
            String bundle = install(plane);
            try (var admission = start("admission", plane, "--server.port=" + port);
                    var drift = start(
                            "drift-controller", plane, "--rbac-guard.namespace=default", "--rbac-guard.audit-log=")) {
                assertThat(admission.isAlive() && drift.isAlive()).isTrue();
                apply(plane, webhook(port, bundle));
                Kubectl.Result denied = denied(plane);
                assertThat(denied.stderr()).contains("admission webhook \"images.rbac-guard.test\" denied the request");
            }
        }
    }

    private static JsonNode attached(Path layout, JsonNode manifests, String type, JsonNode image) throws IOException {
        for (JsonNode manifest : manifests) {
            if (manifest.path("artifactType").asText().equals(type)) {
                JsonNode artifact = Container.blob(layout, manifest);
                assertThat(artifact.path("subject").path("digest")).isEqualTo(image.path("digest"));
                return Container.blob(layout, artifact.path("layers").path(0));
            }
        }
        throw new AssertionError("no " + type);
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

    private ChildProcess start(String service, ControlPlane plane, String... arguments)
            throws IOException, InterruptedException {
        int management = Loopback.freePort();
        var all = new ArrayList<>(List.of(arguments));
        all.add(service.equals("admission") ? "--management.server.port=" + management : "--server.port=" + management);
        Path data = Files.createDirectories(folder.resolve("data-" + service));
        ChildProcess process = ChildProcess.start(
                service,
                Container.unpacked(IMAGES.resolve(service + "-amd64"), folder.resolve(service))
                        .command(folder.resolve("run"), data, all.toArray(String[]::new)),
                Map.of(
                        "KUBECONFIG",
                        "/var/run/rbac-guard/tls/kubeconfig",
                        "JAVA_TOOL_OPTIONS",
                        service.equals("admission") ? FITTING : ""),
                plane.directory().resolve(service + "-image.log"));
        process.awaitReady(READY, () -> isReady(management));
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
