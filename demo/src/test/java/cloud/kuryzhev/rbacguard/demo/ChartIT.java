package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import com.marcnuri.helm.Helm;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The chart as it is installed, with nobody behind its webhooks: what must go on goes on, and what must wait waits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChartIT {

    private static final String RELEASE = "rbac-guard";
    private static final String NAMED_BY_SELECTOR =
            "/api/v1/namespaces/kube-system/configmaps?fieldSelector=metadata.name=rbac-audit-policy";

    private final ControlPlane plane = startPlane();
    private final Kubectl masters = plane.admin().kubectl();
    private final User guardian = plane.user("gina", "guardians");
    private final User developer = plane.user("dev", "developers");

    private static ControlPlane startPlane() {
        try {
            return ControlPlane.start();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while starting a control plane", e);
        }
    }

    @BeforeAll
    void install() throws InterruptedException {
        for (String group : List.of("guardians", "developers")) {
            assertDone(masters.run(
                    "create", "clusterrolebinding", group, "--clusterrole=cluster-admin", "--group=" + group));
        }
        NobodyThere.install(plane, "guardians.groups[0]=guardians");
        assertDone(masters.run("create", "namespace", "team"));
        assertDone(masters.runWith(violation("team", "kept"), "apply", "-f", "-"));
        Eventually.holds("the API server asks about violations", () -> run(
                        developer, "delete", "rbacviolation", "-n", "team", "kept", "--dry-run=server")
                .stderr()
                .contains("guard.rbac-guard.kuryzhev.cloud"));
    }

    @AfterAll
    void end() {
        plane.close();
    }

    @Test
    @Order(1)
    void whatIsTheGuardsWaitsForIt() throws InterruptedException {
        for (String[] attempt : new String[][] {
            {"delete", "rbacviolation", "-n", "team", "kept"},
            {"delete", "--raw", "/apis/audit.kuryzhev.cloud/v1alpha1/namespaces/team/rbacviolations"},
            {"delete", "configmap", "-n", "kube-system", "rbac-audit-policy"},
            {"delete", "--raw", NAMED_BY_SELECTOR},
            {"delete", "clusterrole", "rbac-auditor-violations"},
            {"delete", "rolebinding", "-n", Guard.NAMESPACE, "rbac-auditor-leader-election"},
            {"delete", "crd", "rbacviolations.audit.kuryzhev.cloud"},
        }) {
            Kubectl.Result result = run(developer, attempt);
            assertThat(result.succeeded()).as("%s", List.of(attempt)).isFalse();
            assertThat(result.stderr()).contains("failed calling webhook \"guard.rbac-guard.kuryzhev.cloud\"");
        }
    }

    @Test
    @Order(1)
    void nothingElseDoes() throws InterruptedException {
        assertDone(run(developer, "create", "configmap", "-n", "kube-system", "other"));
        assertDone(run(developer, "create", "configmap", "-n", "team", "rbac-audit-policy"));
        assertDone(run(developer, "delete", "configmap", "-n", "team", "--all"));
        assertDone(run(developer, "delete", "clusterrole", "view"));
        assertDone(run(developer, "label", "namespace", "team", "audit.kuryzhev.cloud/default-token=off"));
        assertDone(run(developer, "run", "bare", "-n", "team", "--image=none"));
    }

    @Test
    @Order(1)
    void aNamespaceIsDeletedWithItsViolations() throws InterruptedException {
        assertDone(masters.run("create", "namespace", "passing"));
        assertDone(masters.runWith(violation("passing", "last"), "apply", "-f", "-"));

        assertDone(run(developer, "delete", "namespace", "passing", "--timeout=60s"));
    }

    @Test
    @Order(1)
    void aSecondReleaseIsRefusedByNameAndLeavesNothing() throws InterruptedException {
        assertThatThrownBy(() -> HelmInstall.run(
                        plane.directory(),
                        List.of(
                                ProjectRoot.find().resolve("chart").toString(),
                                "second",
                                "elsewhere",
                                plane.admin().kubeconfig().toString())))
                .hasMessageContaining(
                        "\"meta.helm.sh/release-name\" must equal \"second\": current value is \"rbac-guard\"");
        assertThat(masters.run("get", "serviceaccounts", "-n", "elsewhere", "-o", "name")
                        .stdout())
                .doesNotContain("rbac-");
    }

    @Test
    @Order(2)
    void aGuardianUninstallsItAndThenItsKindsGoToo() throws InterruptedException {
        Helm.uninstall(RELEASE)
                .withNamespace(Guard.NAMESPACE)
                .withKubeConfig(guardian.kubeconfig())
                .call();

        assertThat(masters.run(
                                "get",
                                "validatingwebhookconfigurations,mutatingwebhookconfigurations,clusterroles,configmaps",
                                "-A",
                                "-o",
                                "name")
                        .stdout())
                .doesNotContain("rbac-guard", "rbac-auditor", "rbac-audit-policy");
        Eventually.holds("the API server no longer asks about its kinds", () -> run(
                        developer, "delete", "crd", "rbacviolations.audit.kuryzhev.cloud", "--timeout=60s")
                .succeeded());
    }

    private static Kubectl.Result run(User user, String... arguments) {
        try {
            return user.kubectl().run(arguments);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while kubectl ran", e);
        }
    }

    private static void assertDone(Kubectl.Result result) {
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
    }

    private static String violation(String namespace, String name) {
        return """
            apiVersion: audit.kuryzhev.cloud/v1alpha1
            kind: RBACViolation
            metadata: {name: %s, namespace: %s}
            spec: {sourceKind: Role, sourceName: r, violatedRules: [wildcard_verb], severity: HIGH, findings: []}
            """.formatted(name, namespace);
    }
}
