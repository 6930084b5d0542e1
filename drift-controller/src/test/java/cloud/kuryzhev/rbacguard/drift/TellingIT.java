package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a violation is told once, to each that is configured, whatever happens to the controller or to another sink. */
@WithControlPlane
class TellingIT {

    private static final String ISSUES = "/repos/acme/rbac/issues";

    @RegisterExtension
    static final WireMockExtension OUTSIDE = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static Installation cluster;
    private static Path directory;

    @BeforeAll
    static void install(ControlPlane plane, @TempDir Path temporary) throws Exception {
        directory = temporary;
        cluster = Installation.in(plane);
        cluster.apply(Files.readString(Path.of("src/test/resources/report-crds.yaml")));
        cluster.kubectl("wait", "--for=condition=Established", "crd/policyreports.wgpolicyk8s.io");
        cluster.kubectl("wait", "--for=condition=Established", "crd/reports.openreports.io");
        Files.writeString(directory.resolve("slack"), OUTSIDE.baseUrl() + "/slack");
        Files.writeString(directory.resolve("token"), "t0ken");
    }

    @AfterAll
    static void uninstall() throws InterruptedException {
        cluster.kubectl("delete", "crd", "policyreports.wgpolicyk8s.io", "reports.openreports.io");
    }

    /** The receiver of the signed webhook is down all the time. */
    @BeforeEach
    void outside() {
        stub(any(urlEqualTo("/hook")), 503, "");
        stub(post(urlEqualTo("/slack")), 200, "ok");
        OUTSIDE.stubFor(get(urlPathMatching(ISSUES + ".*")).willReturn(okJson("[]")));
        // what other tests left in the cluster comes and goes too, and has an issue of its own
        OUTSIDE.stubFor(post(urlEqualTo(ISSUES)).willReturn(created().withBody(issue(2))));
        OUTSIDE.stubFor(post(urlEqualTo(ISSUES))
                .withRequestBody(containing("told-admin"))
                .willReturn(created().withBody(issue(1))));
        for (int number : List.of(1, 2)) {
            OUTSIDE.stubFor(patch(urlEqualTo(ISSUES + "/" + number)).willReturn(okJson(issue(number))));
            stub(post(urlEqualTo(ISSUES + "/" + number + "/comments")), 201, "{}");
        }
    }

    @Test
    void aViolationIsToldOnceAndItsEndOnceMoreOverARestart() throws Exception {
        try (Guard guard = start()) {
            cluster.bindClusterAdmin("told-admin", "default", "told");
            eventually(() -> assertThat(slack()).hasSize(1));
            eventually(() -> assertThat(opened()).isEqualTo(1));
            eventually(() ->
                    assertThat(reports("policyreports.wgpolicyk8s.io")).containsPattern("told-admin.* fail=[1-9]"));
            eventually(() -> assertThat(reports("reports.openreports.io")).containsPattern("told-admin.* fail=[1-9]"));
            assertThat(slack().getFirst()).contains("ClusterRoleBinding told-admin", "appeared");
            eventually(() -> assertThat(annotations()).contains("told-slack", "told-github", "/acme/rbac/issues/1"));
            assertThat(guard.metric("rbac_guard_sink_failures_total{sink=\"webhook\"}"))
                    .isPositive();
            assertThat(guard.metric("rbac_guard_sink_waiting{sink=\"webhook\"}"))
                    .isPositive();
            eventually(() -> assertMetrics(guard));
        }
        try (Guard guard = start()) {
            eventually(() ->
                    assertThat(guard.metric("rbac_bindings_scanned_total")).isGreaterThan(400));
            assertThat(slack()).hasSize(1);
            assertThat(opened()).isEqualTo(1);

            cluster.deleteClusterRoleBinding("told-admin");
            eventually(() -> assertThat(slack()).hasSize(2));
            eventually(() -> OUTSIDE.verify(
                    1,
                    patchRequestedFor(urlEqualTo(ISSUES + "/1"))
                            .withRequestBody(matchingJsonPath("$[?(@.state == 'closed')]"))));
            eventually(() -> OUTSIDE.verify(
                    1,
                    postRequestedFor(urlEqualTo(ISSUES + "/1/comments")).withRequestBody(containing("is resolved"))));
            eventually(() -> assertThat(reports("policyreports.wgpolicyk8s.io")).doesNotContain("told-admin"));
            assertThat(slack().getLast()).contains("told-admin", "is resolved");
        }
    }

    /** Of every metric that an alert reads; and the gauge and the counter whose names differ by an ending only. */
    private static void assertMetrics(Guard guard) {
        String metrics = guard.metrics();
        assertThat(Alerts.metrics().stream().filter(AlertsTest.ADMISSION.negate()))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[ {]"));
        assertThat(metrics)
                .containsPattern(
                        "rbac_violations\\{namespace=\"\",rule=\"forbidden_role_ref:cluster-admin\",severity=\"CRITICAL\"} [1-9]")
                .contains(
                        "rbac_violations_total{kind=\"ClusterRoleBinding\",name=\"told-admin\",namespace=\"\",rule=\"forbidden_role_ref:cluster-admin\"} 1.0",
                        "rbac_guard_cycle_seconds_count",
                        "rbac_guard_snapshot_objects");
    }

    private static Guard start() {
        return Guard.start(
                cluster.auditor(),
                cluster.plane().auditLog(),
                directory,
                "--rbac-guard.certificates.enabled=true",
                "--rbac-guard.telling.slack.url-file=" + directory.resolve("slack"),
                "--rbac-guard.telling.webhook.url=" + OUTSIDE.baseUrl() + "/hook",
                "--rbac-guard.telling.webhook.secret-file=" + directory.resolve("token"),
                "--rbac-guard.telling.github.api=" + OUTSIDE.baseUrl(),
                "--rbac-guard.telling.github.repository=acme/rbac",
                "--rbac-guard.telling.github.token-file=" + directory.resolve("token"));
    }

    private static void stub(MappingBuilder request, int status, String body) {
        OUTSIDE.stubFor(request.willReturn(aResponse().withStatus(status).withBody(body)));
    }

    /** The messages that speak of it. */
    private static List<String> slack() {
        return OUTSIDE
                .findAll(postRequestedFor(urlEqualTo("/slack")).withRequestBody(containing("told-admin")))
                .stream()
                .map(request -> request.getBodyAsString())
                .toList();
    }

    private static int opened() {
        return OUTSIDE.findAll(postRequestedFor(urlEqualTo(ISSUES)).withRequestBody(containing("told-admin")))
                .size();
    }

    /** Of the reports in the release's namespace: the objects, and how many failed. */
    private static String reports(String kind) throws InterruptedException, IOException {
        return cluster.kubectl(
                "get",
                kind,
                "-n",
                Installation.NAMESPACE,
                "--ignore-not-found",
                "rbac-guard",
                "-o",
                "jsonpath={.results[*].resources[*].name} fail={.summary.fail}");
    }

    private static String annotations() {
        return cluster.violation("ClusterRoleBinding", "told-admin")
                .map(it -> String.valueOf(it.getMetadata().getAnnotations()))
                .orElse("");
    }

    private static String issue(int number) {
        return "{\"number\":%1$d,\"html_url\":\"https://github.com/acme/rbac/issues/%1$d\"}".formatted(number);
    }
}
