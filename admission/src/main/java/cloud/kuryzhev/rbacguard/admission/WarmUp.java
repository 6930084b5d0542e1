package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Asks the service what the API server will ask, through its own port, before it calls itself ready: so the first request from outside
 * takes no longer than the next ones. These few are not counted.
 */
@Component
class WarmUp implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int ROUNDS = 6;
    private static final int POLL_MILLIS = 10;
    private static final int PATIENCE_MILLIS = 3_000;

    private final PolicySource policies;
    private final ClusterCache cluster;
    private final AdmissionMetrics metrics;
    private final SslBundles bundles;
    private final Environment environment;
    private volatile boolean done;

    WarmUp(
            PolicySource policies,
            ClusterCache cluster,
            AdmissionMetrics metrics,
            SslBundles bundles,
            Environment environment) {
        this.policies = policies;
        this.cluster = cluster;
        this.metrics = metrics;
        this.bundles = bundles;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofVirtual().name("warm-up").start(this::run);
    }

    @Override
    public Health health() {
        return done
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "the service has not answered itself yet")
                        .build();
    }

    private void run() {
        try {
            while (!policies.hasSynced() || !cluster.hasSynced()) {
                Thread.sleep(POLL_MILLIS);
            }
            ask();
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("could not ask itself, so the first answers will be slow", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        metrics.startAnew(); // nobody else asked
        System.gc(); // what the first lists left behind is given back now, and not during a request
        done = true;
    }

    private void ask() throws IOException, GeneralSecurityException {
        byte[] role = review("role");
        byte[] binding = review("binding");
        SSLSocketFactory tls = trustingItself();
        for (int i = 0; i < ROUNDS; i++) {
            ask(tls, "/validate", role);
            ask(tls, "/validate", binding);
            ask(tls, "/mutate", binding);
            ask(tls, "/guard", role).disconnect(); // the next round begins with a handshake, too
        }
    }

    private HttpsURLConnection ask(SSLSocketFactory tls, String path, byte[] review) throws IOException {
        URI url = URI.create("https://" + environment.getProperty("server.address", "localhost") + ":"
                + environment.getRequiredProperty("local.server.port") + path);
        var connection = (HttpsURLConnection) url.toURL().openConnection();
        connection.setSSLSocketFactory(tls);
        connection.setHostnameVerifier((_, _) -> true); // only this one certificate is trusted
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(review);
        try (InputStream answer = connection.getInputStream()) {
            answer.readAllBytes();
        }
        return connection;
    }

    private SSLSocketFactory trustingItself() throws GeneralSecurityException {
        KeyStore own = bundles.getBundle("webhook").getStores().getKeyStore();
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(own);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static byte[] review(String of) throws IOException {
        try (InputStream in = Objects.requireNonNull(WarmUp.class.getResourceAsStream("/warm-up-" + of + ".json"))) {
            return in.readAllBytes();
        }
    }
}
