package cloud.kuryzhev.rbacguard.pages.explain;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
@InBrowser
class ExplainPageIT {

    private static final String MESSAGE =
            "Error from server (Forbidden): pods is forbidden: User \"system:serviceaccount:explained:cart\" cannot list resource \"pods\" in"
                    + " API group \"\" in the namespace \"explained\"";

    private static Site site;
    private static People people;

    @BeforeAll
    static void start(ControlPlane plane) {
        people = new People(plane);
        people.make("explained", "cart");
        site = Site.start(plane.admin());
        site.awaitCluster();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void whatIsPastedIsTakenApartAndTheFixCanBeApplied(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/explain");
        explain(reader, MESSAGE);

        assertThat(reader.text())
                .contains("ServiceAccount explained/cart may not list pods -n explained")
                .contains("none grants list pods -n explained");
        assertThat(reader.page().locator("pre.yaml").innerText())
                .contains("kind: RoleBinding")
                .contains("name: cart-list-pods");
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }

    @Test
    void whoMayNotListRolesIsToldWhatTheyLack(Visitor stranger) {
        stranger.signIn(site.uri(), people.stranger(), "/explain");
        explain(stranger, MESSAGE);

        assertThat(stranger.text())
                .contains("ServiceAccount explained/cart may not list pods -n explained")
                .contains("list on clusterroles, clusterrolebindings, roles and rolebindings");
        assertThat(stranger.page().locator("pre.yaml").count()).isZero();
        stranger.expectComplaintsOnlyOf(401);
    }

    @Test
    void whatIsNoDenialByRbacIsSaidToBeNone(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/explain");
        explain(reader, "admission webhook \"x\" denied the request: <script>alert(1)</script>");
        assertThat(reader.text()).contains("an admission webhook or policy refused it");

        explain(reader, "pods \"x\" not found");
        assertThat(reader.text()).contains("This does not say who was denied what");
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }

    private static void explain(Visitor visitor, String message) {
        visitor.page().getByLabel("The message").fill(message);
        visitor.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Explain"))
                .click();
    }
}
