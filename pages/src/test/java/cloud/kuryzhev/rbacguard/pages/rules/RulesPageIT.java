package cloud.kuryzhev.rbacguard.pages.rules;

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
class RulesPageIT {

    private static Site site;
    private static People people;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        people = new People(plane);
        people.knowKinds();
        people.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: rbac-audit-policy, namespace: kube-system}
                data:
                  policy.yaml: |
                    mode: warn
                    rules: {wildcard_verb: {action: audit}}
                """);
        site = Site.start(plane.admin());
        site.awaitCluster();
    }

    @AfterAll
    static void stop(ControlPlane plane) {
        plane.admin()
                .client()
                .configMaps()
                .inNamespace("kube-system")
                .withName("rbac-audit-policy")
                .delete();
        site.close();
    }

    @Test
    void everyRuleIsListedWithWhatThePolicyDoesAboutIt(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/rules");

        assertThat(reader.page().locator("#wildcard_verb").innerText()).contains("audit by the policy");
        assertThat(reader.page().locator("#dead_permission").innerText()).contains("by default");
        assertThat(reader.text()).contains("Mode: warn").contains("rules: {wildcard_verb: {action: audit}}");
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }

    @Test
    void whatThePolicySaysIsForThoseWhoMayReadIt(Visitor stranger) {
        stranger.signIn(site.uri(), people.stranger(), "/rules");

        assertThat(stranger.text())
                .contains("kube-system/rbac-audit-policy: the actions above are the defaults")
                .doesNotContain("Mode: warn");
        assertThat(stranger.page().locator("#wildcard_verb").innerText()).doesNotContain("by the policy");
        stranger.expectComplaintsOnlyOf(401);
        stranger.expectAccessible();
    }
}
