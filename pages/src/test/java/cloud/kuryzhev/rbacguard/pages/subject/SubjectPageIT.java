package cloud.kuryzhev.rbacguard.pages.subject;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.kube.UsageResources.Place;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.DeniedPermission;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Totals;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
@InBrowser
class SubjectPageIT {

    private static final Subject CART = new Subject.ServiceAccount("seen", "cart");
    private static final Instant LAST = Instant.parse("2026-03-01T12:00:00Z");

    private static Site site;
    private static People people;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        people = new People(plane);
        people.knowKinds();
        people.make("seen", "cart");
        people.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: wide, namespace: seen}
                rules:
                - {apiGroups: [""], resources: [pods, secrets], verbs: [get, list]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: narrow, namespace: seen}
                rules:
                - {apiGroups: [""], resources: [pods], verbs: [get]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: wide, namespace: seen}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: wide}
                subjects: [{kind: ServiceAccount, namespace: seen, name: cart}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: narrow, namespace: seen}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: narrow}
                subjects: [{kind: ServiceAccount, namespace: seen, name: cart}]
                """);
        tellUsage(plane.admin().client());
        site = Site.start(plane.admin());
        site.awaitCluster();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void whatAnAccountMayDoStandsBesideWhatItDoes(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/subject?name=sa:seen:cart");

        assertThat(reader.text())
                .contains("ServiceAccount seen/cart")
                .contains("get, list")
                .contains("get pods 7×,")
                .contains("Everything it gives is also given by RoleBinding seen/wide.");
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }

    @Test
    void aRefusalComesWithItsSmallestFixAndLeadsToWhy(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/subject?name=sa:seen:cart");
        reader.page().locator("summary").click();

        assertThat(reader.page().locator("pre.yaml").innerText())
                .contains("kind: RoleBinding")
                .contains("configmaps");
        reader.page().locator("a[href^='/explain?']").click();
        assertThat(reader.text()).contains("ServiceAccount seen/cart may not get configmaps prices -n seen");
        reader.expectComplaintsOnlyOf(401);
    }

    @Test
    void whoMaySeeNeitherRolesNorUsageIsToldSo(Visitor stranger) {
        stranger.signIn(site.uri(), people.stranger(), "/subject?name=sa:seen:cart");

        assertThat(stranger.text())
                .contains("you may not get rbacusages.audit.kuryzhev.cloud in namespace seen")
                .contains("list on clusterroles")
                .doesNotContain("RoleBinding seen/wide");
        stranger.expectComplaintsOnlyOf(401);
        stranger.expectAccessible();
    }

    @Test
    void aNameThatIsNoneIsHarmless(Visitor reader) {
        String hostile = "<script>alert(1)</script>\u202E🙂" + "x".repeat(2_000);
        reader.signIn(
                site.uri(), people.reader(), "/subject?name=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8));

        assertThat(reader.text())
                .contains("User <script>alert(1)</script>")
                .contains("What it may do, binding by binding");
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }

    private static void tellUsage(KubernetesClient client) {
        Place place = UsageResources.place(CART, "rbac-guard");
        var usage = new RBACUsage();
        usage.setMetadata(new ObjectMetaBuilder()
                .withNamespace(place.namespace())
                .withName(place.name())
                .build());
        usage.setSpec(UsageResources.toSpec(new UsageSummary(
                CART,
                new Window(LAST.minusSeconds(100_000), LAST, true),
                List.of(new UsedScope(
                        List.of("seen"),
                        List.of(new UsedRule(
                                PolicyRule.onResources(List.of("get"), List.of(""), List.of("pods")),
                                new Seen(LAST, LAST, 7))))),
                List.of(new DeniedPermission(
                        new OnResource("get", "", "configmaps", "prices", "seen"), Seen.once(LAST))),
                new Totals(1, 0, 1, 0))));
        client.resource(usage).serverSideApply();
    }
}
