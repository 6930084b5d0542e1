package cloud.kuryzhev.rbacguard.pages.queue;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.pages.browser.Cluster;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
@InBrowser
class QueueIT {

    private static Cluster cluster;
    private static Site site;
    private static String reviewer;
    private static String viewer;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        cluster = Cluster.in(plane);
        for (String namespace : new String[] {"queue-one", "queue-two"}) {
            cluster.kubectl("create", "namespace", namespace);
        }
        for (int i = 0; i < 60; i++) {
            cluster.file(Violations.of("queue-one", "binding-%02d".formatted(i), i == 7 ? "CRITICAL" : "HIGH"));
        }
        cluster.file(Violations.of("queue-two", "elsewhere", "LOW"));
        reviewer = cluster.token("queue-rita", "", "get,list,patch");
        viewer = cluster.token("queue-vera", "queue-two", "get,list");
        site = Site.start(plane.admin());
        Awaitility.await().until(() -> site.bean(KnownViolations.class).areCurrent());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void theWorstComesFirstAndTheRestOnFurtherPages(Visitor rita) {
        signIn(rita, reviewer, "/queue?namespace=queue-one");

        assertThat(rows(rita)).hasCount(50);
        assertThat(rows(rita).first()).containsText("binding-07");
        rita.expectAccessible();
        assertThat(rita.weight()).isBetween(20_000, 400_000);
        rita.page().getByRole(AriaRole.LINK, named("Next")).click();
        assertThat(rows(rita)).hasCount(10);
        assertThat(rita.page().url()).contains("namespace=queue-one").contains("page=2");
    }

    @Test
    void filtersNarrowItAtOnceAndAreInTheAddress(Visitor rita) {
        signIn(rita, reviewer, "/queue");

        rita.page().getByLabel("Text").fill("elsewh");

        assertThat(rows(rita)).hasCount(1);
        assertThat(rita.page().url()).contains("text=elsewh");
        rita.open(site.uri().resolve("/queue?severity=critical&namespace=queue-one"));
        assertThat(rows(rita)).hasCount(1);
        rita.open(site.uri().resolve("/queue?text=nothing-is-called-so"));
        assertThat(rita.text()).contains("Nothing passes these filters");
    }

    @Test
    void severalAreSnoozedWithOneReason(Visitor rita) {
        signIn(rita, reviewer, "/queue?namespace=queue-one&text=binding-1");

        rita.page().getByLabel("Choose RoleBinding binding-11").check();
        rita.page().getByLabel("Choose RoleBinding binding-12").check();
        rita.page().getByLabel("Reason").fill("after the release");
        rita.page().getByRole(AriaRole.BUTTON, named("Snooze")).click();

        assertThat(rita.page().locator("#content")).containsText("binding-11: nobody has signed it");
        for (String name : new String[] {"binding-11", "binding-12"}) {
            RBACViolation written = cluster.violation("queue-one", name);
            ReviewDecision review = Objects.requireNonNull(written.getSpec().review());
            assertThat(review.decision()).isEqualTo("snooze");
            assertThat(review.reason()).isEqualTo("after the release");
            assertThat(review.about()).isEqualTo("abc123");
        }
        assertThat(rita.page().url()).contains("text=binding-1");
    }

    @Test
    void whoMayListOneNamespaceSeesNothingOfAnother(Visitor vera) {
        signIn(vera, viewer, "/queue");

        assertThat(rows(vera)).hasCount(1);
        assertThat(vera.page().content()).contains("elsewhere").doesNotContain("queue-one");
        vera.open(site.uri().resolve("/violations/queue-one/binding-01"));
        assertThat(vera.text()).contains("You may not do this").doesNotContain("It grants everything");
        assertThat(vera.complaints()).singleElement().asString().contains("403");
    }

    @Test
    void whatTheAddressSaysWronglyIsLeftOut(Visitor rita) {
        signIn(rita, reviewer, "/queue?page=-1&sort=%00&order=x&severity=%F0%9F%92%A5&phase=%3Cscript%3E&text=%25");

        assertThat(rita.text()).contains("Nothing passes these filters");
        rita.open(site.uri().resolve("/queue?page=99999&sort=nothing"));
        assertThat(rows(rita).first()).isVisible();
    }

    private static void signIn(Visitor visitor, String token, String next) {
        visitor.signIn(site.uri(), token, next);
        visitor.expectComplaintsOnlyOf(401);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator rows(Visitor visitor) {
        return visitor.page().locator("table.queue tbody tr");
    }
}
