package cloud.kuryzhev.rbacguard.pages.violation;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.Cluster;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody who may look, and posts what the page did not offer, with all that a form of theirs would have. */
@WithControlPlane
@InBrowser
class ForgedIT {

    private static final String OWN = "forged";
    private static final String FOREIGN = "forged-elsewhere";

    /** Sends a form with the viewer's own form token; the status, and what was answered. */
    private static final String SEND = """
            async ([path, fields]) => {
              const token = document.querySelector('[name=_csrf]').value;
              const answer = await fetch(path, {method: 'POST', body: new URLSearchParams({_csrf: token, ...fields})});
              return [answer.status, await answer.text()];
            }""";

    private static Cluster cluster;
    private static Site site;
    private static String viewer;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        cluster = Cluster.in(plane);
        for (String namespace : List.of(OWN, FOREIGN)) {
            cluster.kubectl("create", "namespace", namespace);
            cluster.file(Violations.suggested(namespace, "cart"));
        }
        viewer = cluster.token("forged-vera", OWN, "get,list");
        site = Site.start(plane.admin());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void anApprovalIsRefusedByTheApiServerItself(Visitor vera) {
        look(vera);

        for (String namespace : List.of(OWN, FOREIGN)) {
            List<?> answer = approve(vera, namespace);
            assertThat(answer.get(0)).isEqualTo(403);
            assertThat((String) answer.get(1))
                    .contains("You may not do this", "Ask whoever grants roles in this cluster; nothing was changed.")
                    .doesNotContain("It grants everything", "Exception");
            assertThat(cluster.violation(namespace, "cart").getSpec().review()).isNull();
        }
        vera.expectComplaintsOnlyOf(403);
    }

    @Test
    void manyAtOnceAreRefusedOneByOne(Visitor vera) {
        look(vera);

        List<?> answer = (List<?>) vera.page()
                .evaluate(
                        SEND, List.of("/queue/snooze", Map.of("chosen", shown(OWN), "reason", "why not", "for", "7d")));

        assertThat(answer.get(0)).isEqualTo(200);
        assertThat((String) answer.get(1)).contains("0 violations were snoozed.", "cannot patch resource");
        assertThat(cluster.violation(OWN, "cart").getSpec().review()).isNull();
    }

    @Test
    void aFormOfAnotherViolationDecidesNothing(Visitor vera) {
        look(vera);

        List<?> answer = (List<?>) vera.page()
                .evaluate(
                        SEND,
                        List.of(
                                "/violations/" + OWN + "/cart/review",
                                Map.of("shown", shown(FOREIGN), "decision", "approve", "reason", "x")));

        assertThat(answer.get(0)).isEqualTo(400);
        assertThat((String) answer.get(1)).contains("The form was not this page&#39;s");
        vera.expectComplaintsOnlyOf(400);
    }

    private static void look(Visitor vera) {
        vera.signIn(site.uri(), viewer, "/violations/" + OWN + "/cart");
        vera.page().locator("h1").waitFor();
        assertThat(vera.page().locator("button[value=approve]").count()).isZero();
        vera.expectComplaintsOnlyOf(401);
    }

    private static List<?> approve(Visitor vera, String namespace) {
        return (List<?>) vera.page()
                .evaluate(
                        SEND,
                        List.of(
                                "/violations/" + namespace + "/cart/review",
                                Map.of(
                                        "shown",
                                        shown(namespace),
                                        "decision",
                                        "approve",
                                        "reason",
                                        "because I say so")));
    }

    private static String shown(String namespace) {
        return Shown.of(cluster.violation(namespace, "cart")).toString();
    }
}
