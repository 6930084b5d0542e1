package cloud.kuryzhev.rbacguard.pages.heat;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
@InBrowser
class HeatMapIT {

    private static Site site;
    private static People people;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        people = new People(plane);
        people.knowKinds();
        people.make("heated", "cart");
        people.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: warm, namespace: heated}
                rules:
                - {apiGroups: [""], resources: [pods, secrets], verbs: [get, list]}
                ---
                apiVersion: audit.kuryzhev.cloud/v1alpha1
                kind: RBACViolation
                metadata: {name: role-warm, namespace: heated}
                spec:
                  sourceKind: Role
                  sourceName: warm
                  sourceNamespace: heated
                  violatedRules: [secret_read]
                  severity: HIGH
                  findings: []
                  permissions:
                  - {permission: get pods -n heated, verdict: used, lastUsed: "2026-01-02T03:04:05Z", count: 12}
                  - {permission: list pods -n heated, verdict: unused}
                  - {permission: get secrets -n heated, verdict: unobservable, reason: "not <b>logged</b> by this audit policy"}
                """);
        people.apply(large());
        site = Site.start(plane.admin());
        site.awaitCluster();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aViolationShowsWhatOfItsRoleIsUsedUnusedAndHidden(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/violations/heated/role-warm");

        assertThat(row(reader, "pods").innerText()).contains("12×, ").contains("unused");
        assertThat(row(reader, "secrets").innerText()).contains("hidden [1]").contains("no verdict");
        assertThat(row(reader, "secrets").locator(".heat-hidden").getAttribute("title"))
                .isEqualTo("not <b>logged</b> by this audit policy");
        assertThat(reader.page().locator("ol.remarks").innerText()).isEqualTo("not <b>logged</b> by this audit policy");
        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }

    @Test
    void inTheDarkItIsAsReadable(Visitor reader) {
        reader.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        reader.signIn(site.uri(), people.reader(), "/violations/heated/role-warm");

        reader.expectComplaintsOnlyOf(401);
        reader.expectAccessible();
    }

    @Test
    void aRoleOfFiveThousandPermissionsComesInPartsOfBoundedWeight(Visitor reader) {
        reader.signIn(site.uri(), people.reader(), "/violations/heated/role-large");
        reader.expectComplaintsOnlyOf(401);

        assertThat(reader.page().locator("table.heat tbody tr").count()).isEqualTo(HeatTable.ROWS);
        assertThat(reader.page().content().getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(400 * 1024);
        reader.page().getByText("Part 4").click();
        assertThat(row(reader, "r624").innerText()).contains("no verdict");
    }

    private static Locator row(Visitor visitor, String resource) {
        return visitor.page()
                .locator("table.heat tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(visitor.page()
                                .locator(
                                        "th",
                                        new Page.LocatorOptions().setHasText(Pattern.compile("^" + resource + "$")))));
    }

    private static String large() {
        String resources = IntStream.range(0, 625).mapToObj(i -> "r" + i).collect(Collectors.joining(", "));
        String verdicts = IntStream.range(0, 500)
                .mapToObj(i -> "  - {permission: get r" + i + " -n heated, verdict: unused}")
                .collect(Collectors.joining("\n"));
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: large, namespace: heated}
                rules:
                - {apiGroups: [""], resources: [%s], verbs: [get, list, watch, create, update, patch, delete, deletecollection]}
                ---
                apiVersion: audit.kuryzhev.cloud/v1alpha1
                kind: RBACViolation
                metadata: {name: role-large, namespace: heated}
                spec:
                  sourceKind: Role
                  sourceName: large
                  sourceNamespace: heated
                  violatedRules: [secret_read]
                  severity: HIGH
                  findings: []
                  subjects: [ServiceAccount heated/cart]
                  omitted: {permissions: 4500}
                  permissions:
                %s
                """.formatted(resources, verdicts);
    }
}
