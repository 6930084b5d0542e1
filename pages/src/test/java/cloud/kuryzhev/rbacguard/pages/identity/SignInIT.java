package cloud.kuryzhev.rbacguard.pages.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
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
    }
}
