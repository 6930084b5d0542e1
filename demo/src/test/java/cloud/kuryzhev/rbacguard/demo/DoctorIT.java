package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code rbac-guard doctor} on a real control plane: the chart is installed by Helm, both services run as processes outside of it, and then
 * one thing after another is broken and mended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorIT {

    private static final String WEBHOOKS = "validatingwebhookconfiguration/rbac-guard";
    private static final String CRD = "rbacusages.audit.kuryzhev.cloud";
    private static final List<String> MAY_BE_KNOWN = List.of(
            "one release",
            "custom resources",
            "replicas",
            "webhooks",
            "trusted authority",
            "refusal",
            "signature",
            "policy",
            "leader",
            "own permissions");

    private final ControlPlane plane;
    private final Kubectl kubectl;
    private final Guard guard;

    DoctorIT() throws InterruptedException {
        plane = ControlPlane.start();
        kubectl = plane.admin().kubectl();
        guard = new Guard(plane);
    }

    /** Something done to the cluster. */
    @FunctionalInterface
    private interface Step {
        void take() throws InterruptedException;
    }

    @BeforeAll
    void install() throws InterruptedException {
        guard.install();
        guard.start();
    }

    @AfterAll
    void end() {
        guard.close();
        plane.close();
    }

    @Test
    @Order(1)
    void nothingFailsInAHealthyInstallation() throws InterruptedException {
        Eventually.holds("a leader", () -> examined().says("leader", "ok"));

        Examined healthy = examined();
        assertThat(healthy.code()).as("%s", healthy).isZero();
        assertThat(MAY_BE_KNOWN).allMatch(it -> healthy.says(it, "ok"));
        assertThat(MAY_BE_KNOWN).noneMatch(it -> healthy.says(it, "warn"));
    }

    @Test
    @Order(2)
    void whoMayNotLookIsToldThatItIsUnknown() throws InterruptedException {
        Examined nobody = Examined.as(plane.user("nobody").kubeconfig());

        assertThat(nobody.code()).isZero();
        assertThat(List.of("custom resources", "webhooks", "refusal", "policy", "leader", "own permissions"))
                .allMatch(it -> nobody.says(it, "unknown"));
    }

    @Test
    @Order(3)
    void aBadPolicyFailsUntilItIsMended() throws InterruptedException {
        broken("policy", "edit configmap", () -> policy("forbiden_roles: [x]"), () -> policy("mode: enforce"));
    }

    @Test
    @Order(3)
    void aLostPermissionFailsUntilItIsGivenBack() throws InterruptedException {
        broken("own permissions", "helm upgrade rbac-guard", () -> verbs("[\"get\"]"), () -> verbs("""
                ["get", "list", "watch", "create", "patch", "delete"]"""));
    }

    @Test
    @Order(3)
    void anAuthorityThatSignedSomethingElseFailsAndThenNoneAtAll() throws InterruptedException, IOException {
        String bundle = kubectl.run("get", WEBHOOKS, "-o", "jsonpath={.webhooks[0].clientConfig.caBundle}")
                .stdout();
        String another = Base64.getEncoder().encodeToString(Files.readAllBytes(plane.caCertificate()));
        broken("refusal", "see \"trusted authority\"", () -> bundle(another), () -> bundle(bundle));
        broken("trusted authority", "certificates.caBundle", () -> bundle(""), () -> bundle(bundle));
    }

    @Test
    @Order(3)
    void aWebhookThatHoldsUpDeletionsFails() throws InterruptedException {
        broken(
                "webhooks",
                "helm upgrade rbac-guard",
                () -> webhook("1/failurePolicy", "\"Fail\""),
                () -> webhook("1/failurePolicy", "\"Ignore\""));
    }

    @Test
    @Order(4)
    void aMissingKindFails() throws InterruptedException {
        String crds = ProjectRoot.find().resolve("chart/crds").toString();
        broken(
                "custom resources",
                "kubectl apply --server-side --force-conflicts -f chart/crds",
                () -> run("delete", "crd", CRD),
                () -> run("apply", "--server-side", "--force-conflicts", "-f", crds));
    }

    @Test
    @Order(5)
    void servicesThatAreGoneFail() throws InterruptedException {
        guard.close();

        Eventually.holds("nobody leads, and nobody answers", () -> {
            Examined gone = examined();
            return gone.code() == 1 && gone.says("leader", "fail") && gone.says("refusal", "fail");
        });
    }

    @Test
    @Order(6)
    void withoutWebhooksNothingIsRefused() throws InterruptedException {
        run("delete", WEBHOOKS);

        Eventually.holds("the API server forgets the webhooks", () -> {
            Examined gone = examined();
            return gone.says("webhooks", "fail")
                    && gone.fixes("refusal", "fail").toString().contains("webhooks");
        });
    }

    private void broken(String check, String fix, Step breaking, Step mending) throws InterruptedException {
        breaking.take();
        Eventually.holds(
                check + " fails", () -> examined().fixes(check, "fail").stream().anyMatch(it -> it.contains(fix)));
        mending.take();
        Eventually.holds(check + " is well", () -> !examined().says(check, "fail"));
    }

    private Examined examined() throws InterruptedException {
        return Examined.as(plane.admin().kubeconfig());
    }

    /** As if it had been written while the guard was down. */
    private void policy(String text) throws InterruptedException {
        webhook("2/rules/0/operations", "[\"DELETE\"]");
        String patch = "{\"data\": {\"policy.yaml\": \"" + text + "\"}}";
        Eventually.holds("the policy is written", () -> kubectl.run(
                        "patch", "configmap", "rbac-audit-policy", "-n", "kube-system", "--type=merge", "-p", patch)
                .succeeded());
        webhook("2/rules/0/operations", "[\"CREATE\", \"UPDATE\", \"DELETE\"]");
    }

    private void verbs(String verbs) throws InterruptedException {
        run("patch", "clusterrole", "rbac-auditor-violations", "--type=json", "-p", replacing("/rules/0/verbs", verbs));
    }

    private void bundle(String base64) throws InterruptedException {
        webhook("0/clientConfig/caBundle", "\"" + base64 + "\"");
    }

    private void webhook(String field, String value) throws InterruptedException {
        run("patch", WEBHOOKS, "--type=json", "-p", replacing("/webhooks/" + field, value));
    }

    private static String replacing(String path, String value) {
        return "[{\"op\": \"replace\", \"path\": \"" + path + "\", \"value\": " + value + "}]";
    }

    private void run(String... arguments) throws InterruptedException {
        Kubectl.Result result = kubectl.run(arguments);
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
    }
}
