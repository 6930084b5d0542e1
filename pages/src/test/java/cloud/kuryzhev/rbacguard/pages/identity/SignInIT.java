package cloud.kuryzhev.rbacguard.pages.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
@InBrowser
class SignInIT {

    private static Site site;
    private static String token;

    @BeforeAll
    static void start(ControlPlane plane) {
        site = Site.start(plane.admin());
        token = plane.serviceAccount("people", "vera")
                .client()
                .getConfiguration()
                .getAutoOAuthToken();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void whoShowsATokenIsKnownByItsName(Visitor vera) {
        vera.signIn(site.uri(), token, "/queue?severity=HIGH");

        assertThat(vera.page().url()).isEqualTo(site.uri() + "/queue?severity=HIGH");
        assertThat(vera.text()).contains("system:serviceaccount:people:vera");
        assertThat(vera.page().content()).doesNotContain(token);
        assertThat(vera.complaints()).singleElement().asString().contains("401");
        vera.expectAccessible();
        vera.page().keyboard().press("Tab");
        assertThat(vera.page().evaluate("document.activeElement.textContent")).isEqualTo("Skip to the content");
    }

    @Test
    void whoseTokenHasEndedIsAskedAgainAndIsNeverTheService(ControlPlane plane, Visitor gone) {
        String ending = plane.serviceAccount("people", "gone")
                .client()
                .getConfiguration()
                .getAutoOAuthToken();
        gone.signIn(site.uri(), ending, "/violations/people/none");
        assertThat(gone.text()).contains("You may not do this");

        plane.admin()
                .client()
                .serviceAccounts()
                .inNamespace("people")
                .withName("gone")
                .delete();

        await().atMost(Duration.ofMinutes(2)) // the API server believes a token for some seconds
                .until(() ->
                        gone.open(site.uri().resolve("/violations/people/none")).status() == 401);
        assertThat(gone.page().getByLabel("Token").isVisible()).isTrue();
        gone.expectComplaintsOnlyOf(401, 403);
    }

    @Test
    void whoSignsOutIsNobody(Visitor vera) {
        vera.signIn(site.uri(), token, "/queue");

        vera.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        vera.page().waitForURL("**/login");

        assertThat(vera.open(site.uri().resolve("/queue")).status()).isEqualTo(401);
        vera.expectComplaintsOnlyOf(401);
    }
}
