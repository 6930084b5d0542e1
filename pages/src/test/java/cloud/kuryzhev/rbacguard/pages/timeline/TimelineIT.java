package cloud.kuryzhev.rbacguard.pages.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.kube.UsageResources.Place;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Totals;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
@InBrowser
class TimelineIT {

    private static final Subject CART = new Subject.ServiceAccount("days", "cart");

    private static Site site;
    private static People people;
    private static LocalDate today;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        today = LocalDate.now(ZoneOffset.UTC);
        people = new People(plane);
        people.knowKinds();
        people.make("days", "cart");
        people.apply("""
                apiVersion: audit.kuryzhev.cloud/v1alpha1
                kind: RBACViolation
                metadata: {name: role-cart, namespace: days}
                spec:
                  sourceKind: Role
                  sourceName: cart
                  sourceNamespace: days
                  violatedRules: [secret_read]
                  severity: HIGH
                  findings: []
                  subjects: [ServiceAccount days/cart, Group devs, User jane]
                """);
        var usage = new RBACUsage();
        Place place = UsageResources.place(CART, "rbac-guard");
        usage.setMetadata(new ObjectMetaBuilder()
                .withNamespace(place.namespace())
                .withName(place.name())
                .build());
        Instant now = Instant.now();
        usage.setSpec(UsageResources.toSpec(
                new UsageSummary(
                        CART,
                        new Window(now.minus(Duration.ofDays(40)), now, false),
                        List.of(),
                        List.of(),
                        new Totals(0, 0, 0, 0)),
                List.of(),
                List.of(),
                IntStream.rangeClosed(1, 35)
                        .map(it -> 36 - it)
                        .mapToObj(it -> new DayOfUse(today.minusDays(it), 40L * (it % 7), it == 3 ? 100 : 0))
                        .toList()));
        plane.admin().client().resource(usage).serverSideApply();
        site = Site.start(plane.admin());
        site.awaitCluster();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aViolationShowsItsSubjectsDaysAndWhatWasNotHeard(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/violations/days/role-cart");

        assertThat(reader.page().locator("figure.chart figcaption").innerText())
                .contains("ServiceAccount days/cart: 4,200 requests on 35 of the 90 days")
                .contains("100 refused (at the foot of a bar)", "The highest bar is 240")
                .contains("Hatched, and not heard or not wholly: " + today.minusDays(89) + " to " + today.minusDays(40)
                        + ", " + today.minusDays(20) + " to " + today.minusDays(19));
        assertThat(reader.text())
                .contains("User jane: nothing was seen of it yet")
                .doesNotContain("Group devs:");
        reader.page().getByText("In numbers").click();
        assertThat(reader.page().locator("figure.chart tbody tr").nth(2).innerText())
                .contains(today.minusDays(3).toString(), "120", "100");
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
        reader.page().locator("#activity-title").scrollIntoViewIfNeeded();
        reader.picture("timeline");
        reader.page().setViewportSize(360, 740);
        assertThat((Integer) reader.page().evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
    }

    @Test
    void aSubjectsPageShowsThemToo(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/subject?name=sa:days:cart");

        assertThat(reader.page().locator("figure.chart svg title").first().textContent())
                .isEqualTo("Requests of ServiceAccount days/cart by day: 4200 on 35 of 90 days, 100 of them refused");
        assertThat(reader.page().locator("figure.chart rect.bar-unused").count())
                .isEqualTo(1);
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }
}
