package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** From the chart's first version to this one, as docs/operations.md says, by somebody whom the webhook judges like everybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeIT {

    private static final Path CHART = ProjectRoot.find().resolve("chart");
    private static final Path EARLIER =
            ProjectRoot.find().resolve("demo/src/test/resources/earlier/rbac-guard-0.1.0.tgz");
    private static final String RELEASE = "rbac-guard";
    private static final String OURS =
            "validatingwebhookconfigurations,mutatingwebhookconfigurations,clusterroles,clusterrolebindings";

    private final ControlPlane plane;
    private final Guard guard;
    private final User guardian;

    UpgradeIT() throws InterruptedException {
        plane = ControlPlane.start();
        guard = new Guard(plane);
        guardian = plane.user("gina", "guardians");
    }

    @BeforeAll
    void installTheEarlierOne() throws InterruptedException {
        done(plane.admin(), "create", "clusterrolebinding", "gina", "--clusterrole=cluster-admin", "--group=guardians");
        guard.install(EARLIER, "guardians.groups[0]=guardians", "policy.restricted_namespaces[0]=ledger");
        guard.startAdmission();
        done(plane.admin(), "create", "namespace", "team");
        Eventually.holds("a wildcard is refused", () -> !plane.admin()
                .kubectl()
                .run("create", "role", "all", "-n", "team", "--verb=*", "--resource=pods", "--dry-run=server")
                .succeeded());
        assertThat(guardian.kubectl().runWith("""
                apiVersion: audit.kuryzhev.cloud/v1alpha1
                kind: RBACViolation
                metadata: {name: kept, namespace: team}
                spec: {sourceKind: Role, sourceName: r, violatedRules: [wildcard_verb], severity: HIGH, findings: []}
                """, "apply", "-f", "-").stderr()).isEmpty();
    }

    @AfterAll
    void end() {
        guard.close();
        plane.close();
    }

    @Test
    @Order(1)
    void theGuardLetsItsOwnUpgradePass() throws InterruptedException {
        done(
                guardian,
                "apply",
                "--server-side",
                "--force-conflicts",
                "-f",
                CHART.resolve("crds").toString());

        new Helm(CHART)
                .upgrade()
                .withName(RELEASE)
                .withNamespace(Guard.NAMESPACE)
                .withKubeConfig(guardian.kubeconfig())
                .resetThenReuseValues()
                .call();

        assertThat(done(guardian, "get", "clusterroles", "-o", "name"))
                .contains("rbac-auditor-own", "rbac-guard-metrics-reader");
    }

    @Test
    @Order(2)
    void whatWasThereIsThereAndWhatWasSetIsSet() throws InterruptedException {
        assertThat(done(guardian, "get", "rbacviolations", "-n", "team", "-o", "name"))
                .contains("rbacviolation.audit.kuryzhev.cloud/kept");
        assertThat(done(guardian, "get", "configmap", "-n", "kube-system", "rbac-audit-policy", "-o", "yaml"))
                .contains("- ledger")
                .doesNotContain("- payments");
    }

    @Test
    @Order(3)
    void theNewControllerWorksWithTheRightsOfTheNewChart() throws InterruptedException {
        guard.startDriftController();

        Eventually.holds("what is not found any more is resolved", () -> done(
                        guardian, "get", "rbacviolations", "-n", "team", "kept", "-o", "jsonpath={.status.phase}")
                .equals("Resolved"));
    }

    @Test
    @Order(4)
    void nothingOfEitherIsLeftOnceItIsUninstalled() throws InterruptedException {
        Helm.uninstall(RELEASE)
                .withNamespace(Guard.NAMESPACE)
                .withKubeConfig(guardian.kubeconfig())
                .call();

        assertThat(done(guardian, "get", OURS, "-o", "name")).doesNotContain("rbac-guard", "rbac-auditor");
    }

    private static String done(User user, String... arguments) {
        try {
            Kubectl.Result result = user.kubectl().run(arguments);
            assertThat(result.succeeded()).as(result.stderr()).isTrue();
            return result.stdout();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while kubectl ran", e);
        }
    }
}
