package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The chart with its own values in a namespace that admits restricted pods only. No kubelet runs them here: the drift controller runs as a
 * process, with the arguments that its pod has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InClusterChartIT {

    private static final Path CHART = ProjectRoot.find().resolve("chart");
    private static final String RELEASE = "rbac-guard";
    private static final String SECRET = "rbac-guard-tls";

    private final ControlPlane plane;
    private final Kubectl kubectl;
    private final KubernetesClient admin;

    InClusterChartIT() throws InterruptedException {
        plane = ControlPlane.start();
        kubectl = plane.admin().kubectl();
        admin = plane.admin().client();
    }

    @BeforeAll
    void install() throws InterruptedException {
        kubectl.run("create", "namespace", Guard.NAMESPACE);
        kubectl.run("label", "namespace", Guard.NAMESPACE, "pod-security.kubernetes.io/enforce=restricted");
        HelmInstall.run(
                plane.directory(),
                List.of(
                        CHART.toString(),
                        RELEASE,
                        Guard.NAMESPACE,
                        plane.admin().kubeconfig().toString()));
    }

    @AfterAll
    void end() {
        plane.close();
    }

    @Test
    @Order(1)
    void everyPodIsAdmitted() throws InterruptedException {
        Eventually.holds("two pods of admission and one of the drift controller", () -> components()
                .equals(List.of("admission", "admission", "drift-controller")));
    }

    @Test
    @Order(2)
    void theControllerIssuesCertificatesThatTheApiServerTrusts()
            throws InterruptedException, GeneralSecurityException, IOException {
        try (var controller = DeployedController.start(plane)) {
            Eventually.holds("the webhooks trust an authority", () -> bundles().noneMatch(String::isEmpty));
            assertThat(controller.get("/health")).contains("\"certificates\":{\"status\":\"UP\"}");
            Eventually.holds("a cycle ended", () -> controller
                    .get("/metrics")
                    .lines()
                    .anyMatch(line -> line.startsWith("rbac_last_audit_timestamp") && !line.endsWith(" 0.0")));
            assertThat(kubectl.run("get", "rbacviolations", "-A", "-o", "name").stdout())
                    .as("what the guard has against itself")
                    .doesNotContain("rbac-auditor", "rbac-guard");
        }
        Secret secret = secret();
        assertThat(bundles().distinct()).containsExactly(secret.getData().get("ca.crt"));
        X509Certificate serving = certificate(secret, "tls.crt");
        serving.verify(certificate(secret, "ca.crt").getPublicKey());
        assertThat(serving.getSubjectAlternativeNames().toString())
                .contains("rbac-guard-admission." + Guard.NAMESPACE + ".svc");
    }

    @Test
    @Order(3)
    void anUpgradeLeavesThemAlone() {
        List<String> before = bundles().toList();
        String version = secret().getMetadata().getResourceVersion();

        new Helm(CHART)
                .upgrade()
                .withName(RELEASE)
                .withNamespace(Guard.NAMESPACE)
                .withKubeConfig(plane.admin().kubeconfig())
                .set("admission.replicas", 3)
                .call();

        assertThat(bundles()).containsExactlyElementsOf(before).noneMatch(String::isEmpty);
        assertThat(secret().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    @Order(4)
    void whatIsUninstalledLeavesItsKindsAndTheEvidenceOnly() throws InterruptedException {
        Helm.uninstall(RELEASE)
                .withNamespace(Guard.NAMESPACE)
                .withKubeConfig(plane.admin().kubeconfig())
                .call();

        Eventually.holds("all but the volume is gone", () -> kubectl.run(
                        "get",
                        "all,secrets,networkpolicies,poddisruptionbudgets,serviceaccounts,roles,rolebindings,pvc",
                        "-n",
                        Guard.NAMESPACE,
                        "-l",
                        "app.kubernetes.io/part-of=rbac-guard",
                        "-o",
                        "name")
                .stdout()
                .strip()
                .equals("persistentvolumeclaim/rbac-guard-usage"));
        assertThat(kubectl.run(
                                "get",
                                "validatingwebhookconfigurations,mutatingwebhookconfigurations,clusterroles,clusterrolebindings",
                                "-o",
                                "name")
                        .stdout())
                .doesNotContain("rbac-guard", "rbac-auditor");
    }

    private List<String> components() {
        return admin.pods().inNamespace(Guard.NAMESPACE).list().getItems().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getLabels().get("app.kubernetes.io/component"))
                .sorted()
                .toList();
    }

    private Secret secret() {
        return admin.secrets().inNamespace(Guard.NAMESPACE).withName(SECRET).get();
    }

    private static X509Certificate certificate(Secret secret, String key) throws GeneralSecurityException {
        byte[] pem = Base64.getDecoder()
                .decode(Objects.requireNonNull(secret.getData().get(key)));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private Stream<String> bundles() {
        var admission = admin.admissionRegistration().v1();
        return Stream.concat(
                        admission.validatingWebhookConfigurations().list().getItems().stream()
                                .flatMap(it -> it.getWebhooks().stream())
                                .map(it -> it.getClientConfig().getCaBundle()),
                        admission.mutatingWebhookConfigurations().list().getItems().stream()
                                .flatMap(it -> it.getWebhooks().stream())
                                .map(it -> it.getClientConfig().getCaBundle()))
                .map(bundle -> bundle == null ? "" : bundle);
    }
}
