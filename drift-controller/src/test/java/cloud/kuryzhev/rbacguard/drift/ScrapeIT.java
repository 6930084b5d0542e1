package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics as the chart has them served: over TLS, to whom the API server would show its own. */
@WithControlPlane
class ScrapeIT {

    @Test
    void metricsNeedATokenThatMayReadThemAndProbesDoNot(ControlPlane plane, @TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Installation cluster = Installation.in(plane);
        User auditor = cluster.auditor();
        cluster.kubectl(
                "create",
                "clusterrolebinding",
                "auditor-asks-who-scrapes",
                "--clusterrole=system:auth-delegator",
                "--user=" + auditor.name());
        String stranger = token(plane.serviceAccount("scraping", "drift-prometheus"));
        try (Guard guard = Guard.start(
                        auditor,
                        plane.auditLog(),
                        directory,
                        "--rbac-guard.metrics.protected=true",
                        "--server.ssl.bundle=ephemeral");
                HttpClient client =
                        HttpClient.newBuilder().sslContext(unverified()).build()) {
            URI metrics = URI.create("https://localhost:" + guard.port() + "/metrics");

            assertThat(status(client, metrics, "")).isEqualTo(401);
            assertThat(status(client, metrics, stranger)).isEqualTo(403);
            assertThat(status(client, metrics.resolve("/health/liveness"), "")).isEqualTo(200);
            // the controller itself may read the API server's, for what it says of dropped audit events
            assertThat(status(client, metrics, token(auditor))).isEqualTo(200);
        }
    }

    private static String token(User user) {
        return user.client().getConfiguration().getAutoOAuthToken();
    }

    private static int status(HttpClient client, URI uri, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** As a scraper with insecureSkipVerify. */
    private static SSLContext unverified() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Credulous()}, null);
        return context;
    }

    private static final class Credulous extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
