package cloud.kuryzhev.rbacguard.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.pages.browser.Cluster;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Page;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody who has a keyboard, and nothing else. */
@WithControlPlane
@InBrowser
class KeyboardIT {

    private static final String NAMESPACE = "by-keyboard";
    private static final int FURTHEST = 80;

    /** What stops here, as somebody who sees or hears it knows it. */
    private static final String STOP = """
            () => {
              const it = document.activeElement;
              const label = it.labels?.[0]?.textContent ?? it.getAttribute('aria-label') ?? it.textContent;
              return label.trim().replace(/\\s+/g, ' ');
            }""";

    private static final String SEEN = """
            () => {
              const style = getComputedStyle(document.activeElement);
              const box = document.activeElement.getBoundingClientRect();
              return document.activeElement.matches(':focus-visible') && style.outlineStyle !== 'none'
                && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight;
            }""";

    private static Cluster cluster;
    private static Site site;
    private static String token;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        cluster = Cluster.in(plane);
        cluster.kubectl("create", "namespace", NAMESPACE);
        cluster.file(Violations.suggested(NAMESPACE, "typed"));
        cluster.file(Violations.suggested(NAMESPACE, "other"));
        token = cluster.token("keyboard-kim", NAMESPACE, "get,list,patch");
        site = Site.start(plane.admin());
        Awaitility.await().until(() -> site.bean(KnownViolations.class).areCurrent());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void signsInFiltersOpensAndApprovesByKeysAlone(Visitor kim) {
        kim.open(site.uri().resolve("/queue"));
        kim.expectComplaintsOnlyOf(401);
        assertThat(kim.page().evaluate(STOP)).isEqualTo("Token");
        press(kim, token, "Enter");
        assertThat(kim.page()).hasURL(site.uri() + "/queue");

        tabTo(kim, "Text");
        press(kim, "typed");
        assertThat(kim.page().locator("table.queue tbody tr")).hasCount(1);
        tabTo(kim, "RoleBinding typed");
        press(kim, "", "Enter");
        assertThat(kim.page().locator("h1")).containsText(NAMESPACE + "/typed");

        tabTo(kim, "Reason");
        press(kim, "read it by keyboard");
        tabTo(kim, "Approve");
        press(kim, "", "Enter");

        assertThat(kim.page().locator("[role=status]").first()).containsText("It is written down");
        ReviewDecision review = Objects.requireNonNull(
                cluster.violation(NAMESPACE, "typed").getSpec().review());
        assertThat(review.decision()).isEqualTo("approve");
        assertThat(review.reason()).isEqualTo("read it by keyboard");
    }

    @Test
    void skipsTheHeader(Visitor kim) {
        kim.signIn(site.uri(), token, "/rules");
        assertThat(kim.page().locator("h1")).hasText("Rules");
        kim.expectComplaintsOnlyOf(401);

        tabTo(kim, "Skip to the content");
        press(kim, "", "Enter");

        kim.page().keyboard().press("Tab");
        assertThat(kim.page().evaluate("document.querySelector('main').contains(document.activeElement)"))
                .isEqualTo(true);
    }

    /** Goes on to that stop, and sees at each on the way where it is. */
    private static void tabTo(Visitor visitor, String stop) {
        Page page = visitor.page();
        for (int i = 0; i < FURTHEST; i++) {
            page.keyboard().press("Tab");
            String at = (String) page.evaluate(STOP);
            assertThat(page.evaluate(SEEN)).as("focus is seen at \"%s\"", at).isEqualTo(true);
            if (at.equals(stop)) {
                return;
            }
        }
        throw new AssertionError("no way to \"" + stop + "\" by Tab");
    }

    private static void press(Visitor visitor, String text, String... keys) {
        visitor.page().keyboard().type(text);
        for (String key : keys) {
            visitor.page().keyboard().press(key);
        }
    }
}
