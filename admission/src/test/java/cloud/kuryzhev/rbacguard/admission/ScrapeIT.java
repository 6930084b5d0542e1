package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics as the chart has them served: over TLS, to whom the API server would show its own. */
@WithControlPlane
class ScrapeIT {

    private static final Duration LONGER_THAN_AN_ANSWER_IS_KEPT = Duration.ofSeconds(30);

    @Test
    void metricsNeedATokenThatMayReadThemAndProbesDoNot(ControlPlane plane, @TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Kubectl admin = plane.admin().kubectl();
        User account = Guard.account(plane);
        User prometheus = plane.serviceAccount("scraping", "admission-prometheus");
        bind(admin, "admission-asks-who-scrapes", "system:auth-delegator", account);
        try (Guard guard = Guard.start(
                        account,
                        directory,
                        "--rbac-guard.metrics.protected=true");
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(Https.trusting(guard.file("ca.crt")))
                        .build()) {
            String server = "https://127.0.0.1:" + guard.managementPort();

            assertThat(get(client, server + "/metrics", "").statusCode()).isEqualTo(401);
            assertThat(get(client, server + "//metrics", "").body()).doesNotContain("rbac_guard");
            assertThat(get(client, server + "/metrics;a=b", "").body()).doesNotContain("rbac_guard");
            assertThat(get(client, server + "/metrics/", "").body()).doesNotContain("rbac_guard");
            assertThat(get(client, server + "/metrics", "made-up").statusCode()).isEqualTo(401);
            assertThat(get(client, server + "/metrics", token(account)).body()).contains("rbac-guard-metrics-reader");
            assertThat(get(client, server + "/health/liveness", "").statusCode())
                    .isEqualTo(200);

            admin.run("create", "clusterrole", "scrape-admission", "--verb=get", "--non-resource-url=/metrics");
            bind(admin, "scrape-admission", "scrape-admission", prometheus);
            await().atMost(LONGER_THAN_AN_ANSWER_IS_KEPT)
                    .untilAsserted(() -> assertThat(
                                    get(client, server + "/metrics", token(prometheus)).body())
                            .contains("rbac_guard_admission"));
        }
    }

    private static void bind(Kubectl admin, String name, String role, User user) throws InterruptedException {
        admin.run("create", "clusterrolebinding", name, "--clusterrole=" + role, "--user=" + user.name());
    }

    private static String token(User user) {
        return user.client().getConfiguration().getAutoOAuthToken();
    }

    private static HttpResponse<String> get(HttpClient client, String uri, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
