package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a violation, by clicking; admission's signature is the test's. */
@WithControlPlane
@InBrowser
class ClickedReviewIT {

    private static final String BINDING = "clicked-admin";

    private static Installation cluster;

    @BeforeAll
    static void install(ControlPlane plane) throws InterruptedException {
        cluster = Installation.in(plane);
        cluster.allowRemediation();
        cluster.allowPages();
    }

    @Test
    void aSuggestionIsApprovedAppliedMissedAndUndone(ControlPlane plane, @TempDir Path directory, Visitor rita)
            throws InterruptedException {
        String token = reviewer(plane);
        try (Guard guard = Guard.start(
                cluster.auditor(),
                plane.auditLog(),
                directory,
                "--rbac-guard.remediation.enabled=true",
                "--rbac-guard.pages.enabled=true",
                "--rbac-guard.pages.port=0")) {
            User worker = suggested(plane);
            rita.signIn(URI.create("http://localhost:" + guard.pagesPort()), token, "/queue?text=" + BINDING);
            rita.page()
                    .getByRole(AriaRole.LINK, named("ClusterRoleBinding " + BINDING))
                    .click();
            assertThat(rita.page().locator("h1")).containsText(BINDING);
            rita.expectComplaintsOnlyOf(401);

            decide(rita, "Approve", "it lists pods");
            eventually(() -> assertThat(phase()).isEqualTo("Applied"));
            eventually(() -> assertThatThrownBy(() ->
                            worker.client().secrets().inNamespace("clicked").list())
                    .isInstanceOf(KubernetesClientException.class));
            eventually(() -> assertThat(phase()).isEqualTo("Regressed"));
            rita.page().reload();
            assertThat(rita.text()).contains("refused since: ServiceAccount clicked/worker: list secrets -n clicked");

            decide(rita, "Undo what was applied", "it needs secrets");
            eventually(() -> assertThat(cluster.client()
                            .rbac()
                            .clusterRoleBindings()
                            .withName(BINDING)
                            .get())
                    .isNotNull());
            eventually(() -> {
                rita.page().reload();
                assertThat(rita.page().locator("table.decisions tbody tr").allInnerTexts())
                        .satisfiesExactly(
                                last -> assertThat(last).contains("undo", "rita", "it needs secrets"),
                                first -> assertThat(first).contains("approve", "rita", "it lists pods"));
            });
            cluster.deleteClusterRoleBinding(BINDING);
        }
    }

    private String reviewer(ControlPlane plane) throws InterruptedException {
        User user = plane.serviceAccount("people", "clicking-rita");
        cluster.kubectl(
                "create",
                "clusterrole",
                "clicking-reviewer",
                "--verb=get,list,patch",
                "--resource=rbacviolations.audit.kuryzhev.cloud");
        cluster.kubectl(
                "create",
                "clusterrolebinding",
                "clicking-reviewer",
                "--clusterrole=clicking-reviewer",
                "--serviceaccount=people:clicking-rita");
        return user.client().getConfiguration().getAutoOAuthToken();
    }

    private User suggested(ControlPlane plane) {
        User worker = plane.serviceAccount("clicked", "worker");
        cluster.bindClusterAdmin(BINDING, "clicked", "worker");
        eventually(() -> assertThatCode(
                        () -> worker.client().pods().inNamespace("clicked").list())
                .doesNotThrowAnyException());
        eventually(() ->
                assertThat(String.valueOf(violation().getSpec().suggestion())).contains("pods"));
        return worker;
    }

    /** What is suggested may become better while one reads: then the page shows it anew, and asks again. */
    private void decide(Visitor rita, String decision, String reason) {
        eventually(() -> {
            rita.page().getByLabel("Reason").fill(reason);
            rita.page().getByRole(AriaRole.BUTTON, named(decision)).click();
            assertThat(rita.text()).contains("nobody has signed it");
        });
        rita.expectComplaintsOnlyOf(409);
        String signed = "{\"spec\":{\"review\":{\"by\":\"rita\",\"at\":\"2026-06-01T08:00:00Z\"}}}";
        cluster.client().resource(violation()).patch(PatchContext.of(PatchType.JSON_MERGE), signed);
    }

    private RBACViolation violation() {
        return cluster.violation("ClusterRoleBinding", BINDING)
                .orElseThrow(() -> new AssertionError("no violation of " + BINDING + " yet"));
    }

    private String phase() {
        return cluster.phase("ClusterRoleBinding", BINDING);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
