package cloud.kuryzhev.rbacguard.pages.violation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.pages.browser.Cluster;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
@InBrowser
class ViolationIT {

    private static final String NAMESPACE = "violation-page";

    private static Cluster cluster;
    private static Site site;
    private static String reviewer;
    private static String viewer;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        cluster = Cluster.in(plane);
        cluster.kubectl("create", "namespace", NAMESPACE);
        cluster.kubectl("create", "rolebinding", "cart", "-n", NAMESPACE, "--clusterrole=view", "--user=jane");
        cluster.file(Violations.suggested(NAMESPACE, "cart"));
        cluster.file(Violations.suggested(NAMESPACE, "moved"));
        cluster.file(Violations.of(
                NAMESPACE, "hostile", "HIGH", "<script>alert(1)</script> \u202Egnp.exe 💥 " + "x".repeat(10_000)));
        reviewer = cluster.token("violation-rita", "", "get,list,patch");
        cluster.kubectl(
                "create",
                "clusterrolebinding",
                "violation-rita-view",
                "--clusterrole=cluster-admin",
                "--serviceaccount=people:violation-rita");
        viewer = cluster.token("violation-vera", NAMESPACE, "get,list");
        site = Site.start(plane.admin());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void itTellsWhatIsWrongWhatWouldStandInItsPlaceAndWhoDidIt(Visitor rita) {
        signIn(rita, reviewer, "cart");

        assertThat(rita.text())
                .contains("It grants everything.", "Instead: Bind less.", "95 % of 100 permissions unused")
                .contains("Create Role " + NAMESPACE + "/cart-least, with 1 rule.")
                .contains("Delete RoleBinding " + NAMESPACE + "/cart")
                .contains("by jane from 10.0.0.7", "The admission webhook was not asked")
                .contains("kubectl delete rolebinding cart -n " + NAMESPACE);
        assertThat(rita.page().locator("table.diff")).containsText("cart-least");
        assertThat(rita.page().locator("table.diff")).containsText("User");
        rita.expectAccessible();
        assertThat(rita.weight()).isLessThan(400_000);
    }

    @Test
    void decisionsAreListedTheNewestFirstAndTheOneThatTheControllerHasNotSeenToo(Visitor rita) {
        cluster.file(Violations.decided(NAMESPACE, "reviewed"));
        signIn(rita, reviewer, "reviewed");
        decide(rita, "Reject", "third thought");

        var rows = rita.page().locator("table.decisions tbody tr");
        assertThat(rows).hasCount(3);
        assertThat(rows.nth(0)).containsText("third thought");
        assertThat(rows.nth(0)).containsText("nobody has signed it");
        assertThat(rows.nth(1)).containsText("<b>second</b> thought");
        assertThat(rows.nth(2)).containsText("jane");
        assertThat(rita.text()).contains("Regressed: refused since: get secrets", "found again");
        rita.expectAccessible();
    }

    @Test
    void aDecisionIsWrittenAsTheViewer(Visitor rita) {
        signIn(rita, reviewer, "moved");

        decide(rita, "Reject", "it is needed");

        assertThat(rita.page().locator("[role=status]")).containsText("nobody has signed it");
        ReviewDecision review =
                Objects.requireNonNull(violation("moved").getSpec().review());
        assertThat(review.decision()).isEqualTo("reject");
        assertThat(review.reason()).isEqualTo("it is needed");
        assertThat(violation("moved").getMetadata().getManagedFields())
                .anyMatch(it -> it.getManager().equals("rbac-guard-review"));
    }

    @Test
    void whatHasChangedSinceItWasOpenedIsNotDecidedButShown(Visitor rita) {
        cluster.file(Violations.suggested(NAMESPACE, "changing"));
        signIn(rita, reviewer, "changing");
        RBACViolation other = violation("changing");
        cluster.plane()
                .admin()
                .client()
                .resource(other)
                .patch(
                        io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
                        "{\"spec\":{\"suggestion\":{\"manifest\":\"kind: Role\\nrules: [secrets]\\n\"}}}");
        other = violation("changing");
        other.setStatus(Violations.status("def456"));
        cluster.plane().admin().client().resource(other).updateStatus();

        decide(rita, "Approve", "looks right");

        assertThat(rita.text()).contains("Nothing was written: this has changed since you opened it");
        assertThat(rita.page().getByLabel("As you saw it beside Now").first()).containsText("rules: [secrets]");
        assertThat(rita.page().getByLabel("Reason")).hasValue("looks right");
        assertThat(violation("changing").getSpec().review()).isNull();
        assertThat(rita.complaints()).singleElement().asString().contains("409");
    }

    @Test
    void whoMayNotDecideSeesNoFormAndAForgedOneIsRefused(Visitor vera) {
        signIn(vera, viewer, "cart");

        assertThat(vera.page().locator("#decide")).hasCount(0);
        assertThat(vera.text()).contains("You may look at this", "You may not read RoleBinding");
        Object status = vera.page()
                .evaluate("async () => (await fetch(location.pathname + '/review', {method: 'POST', body:"
                        + " new URLSearchParams({decision: 'approve', reason: 'x'})})).status");
        assertThat(status).as("without the form's token").isEqualTo(403);
        assertThat(violation("cart").getSpec().review()).isNull();
        assertThat(vera.complaints()).singleElement().asString().contains("403");
    }

    @Test
    void whatOthersWroteIsTextAndNothingElse(Visitor rita) {
        signIn(rita, reviewer, "hostile");

        assertThat(rita.text()).contains("<script>alert(1)</script>", "💥");
        assertThat(rita.page().locator("article script")).hasCount(0);
        rita.page().setViewportSize(360, 740);
        assertThat((Integer) rita.page().evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        rita.expectAccessible();
    }

    @Test
    void whoWasSignedOutMeanwhileLosesNothing(Visitor rita) {
        signIn(rita, reviewer, "cart");
        rita.page().context().clearCookies();

        decide(rita, "Snooze", "when the release is out & done");
        rita.page().getByLabel("Token").fill(reviewer);
        rita.expectComplaintsOnlyOf(401);
        rita.page().getByRole(AriaRole.BUTTON, named("Sign in")).click();

        assertThat(rita.page().getByLabel("Reason")).hasValue("when the release is out & done");
        assertThat(violation("cart").getSpec().review()).isNull();
    }

    @Test
    void theSuggestionIsDownloadedAsItIs(Visitor rita) {
        signIn(rita, reviewer, "cart");

        rita.page().getByText("The suggested YAML").click();
        var download = rita.page()
                .waitForDownload(() ->
                        rita.page().getByRole(AriaRole.LINK, named("Download")).click());

        assertThat(download.suggestedFilename()).isEqualTo("cart.yaml");
        assertThat(download.path()).content().startsWith("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role");
    }

    @Test
    void withoutTheApiServerWhatWasSeenStays(ControlPlane plane, Visitor rita) {
        try (TcpGate gate = plane.gate();
                Site far = Site.start(plane.admin().through(gate))) {
            rita.signIn(far.uri(), reviewer, page("cart").getPath());
            assertThat(rita.page().locator("h1")).containsText("cart");
            rita.open(far.uri().resolve("/queue?namespace=" + NAMESPACE));
            rita.expectComplaintsOnlyOf(401);

            gate.shut();
            rita.open(far.uri().resolve(page("cart").getPath()));
            assertThat(rita.text())
                    .contains("The API server does not answer: this is what you saw last", "It grants everything.");
            assertThat(rita.page().locator("#decide")).hasCount(0);
            assertThat(rita.complaints()).isEmpty();

            rita.open(far.uri().resolve(page("moved").getPath()));
            assertThat(rita.text()).contains("The API server does not answer", "Try again in a moment");
            rita.expectComplaintsOnlyOf(503);
        }
    }

    @Test
    void whatIsNotThereIsSaidToBeGone(Visitor rita) {
        signIn(rita, reviewer, "cart");

        assertThat(rita.open(page("nothing")).status()).isEqualTo(404);
        assertThat(rita.text()).contains("There is nothing here");
        rita.expectComplaintsOnlyOf(404);
    }

    private static void signIn(Visitor visitor, String token, String name) {
        visitor.signIn(site.uri(), token, page(name).getPath());
        assertThat(visitor.page().locator("h1")).containsText(name);
        visitor.expectComplaintsOnlyOf(401);
    }

    private static URI page(String name) {
        return site.uri().resolve("/violations/" + NAMESPACE + "/" + name);
    }

    private static void decide(Visitor visitor, String decision, String reason) {
        visitor.page().getByLabel("Reason").fill(reason);
        visitor.page().getByRole(AriaRole.BUTTON, named(decision)).click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static RBACViolation violation(String name) {
        return cluster.violation(NAMESPACE, name);
    }
}
