package cloud.kuryzhev.rbacguard.pages.overview;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
@InBrowser
class OverviewPageIT {

    private static final String VIOLATION = """
            apiVersion: audit.kuryzhev.cloud/v1alpha1
            kind: RBACViolation
            metadata: {name: role-looked-over, namespace: looked}
            spec:
              sourceKind: Role
              sourceName: over
              sourceNamespace: looked
              violatedRules: [wildcard_verb, "forbidden_subject:<script>alert(1)</script>"]
              severity: CRITICAL
              findings: []
              subjects: [ServiceAccount looked/cart, "User <img src=x onerror=alert(1)>"]
              gap: {permissions: 1200, used: 100, unobservable: 50, unusedPercent: 87, unusedRiskPercent: 91, discovery: v1}
            """;

    private static Site site;
    private static People people;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        people = new People(plane);
        people.knowKinds();
        people.make("looked", "cart");
        people.apply(VIOLATION);
        site = Site.start(plane.admin());
        site.awaitCluster();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void itTellsWhatIsOpenWhoIsRiskiestAndHowTheServiceDoes(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/");
        reader.page().reload();

        assertThat(reader.text())
                .containsPattern("waits? for a decision")
                .contains("ServiceAccount looked/cart")
                .contains("User <img src=x onerror=alert(1)>")
                .contains("Of 48,230 permissions that 1,204 bindings of the whole cluster grant, 6,120 were used")
                .contains("93 % of the whole cluster's went unused")
                .contains("without 2 bindings that grant too much to be counted")
                .contains("heard last")
                .contains("Policy in force");
        assertThat(reader.page().getByLabel("1 CRITICAL in looked").getAttribute("href"))
                .isEqualTo("/queue?namespace=looked&severity=CRITICAL");
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }

    @Test
    void aSubjectLeadsToEverythingItMayDo(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/");
        reader.page().getByText("ServiceAccount looked/cart").click();

        assertThat(reader.page().url()).endsWith("/subject?name=sa:looked:cart");
        reader.expectComplaintsOnlyOf(401);
    }

    @Test
    void whoMayListNothingSeesNothingAndIsToldWhy(Visitor stranger) {
        stranger.signIn(site.uri(), people.stranger(), "/");

        assertThat(stranger.text())
                .contains("0 violations are open in the namespaces that you may list")
                .contains("Coverage and health are shown to those who may list rbacviolations")
                .doesNotContain("looked", "whole cluster");
        stranger.expectComplaintsOnlyOf(401);
        stranger.expectAccessible();
    }

    @Test
    void itIsReadableOnAPhoneWithoutScrollingSideways(Visitor reader) {
        reader.page().setViewportSize(360, 780);
        reader.signIn(site.uri(), people.reader(), "/");

        assertThat(reader.page().evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        reader.expectComplaintsOnlyOf(401);
    }
}
