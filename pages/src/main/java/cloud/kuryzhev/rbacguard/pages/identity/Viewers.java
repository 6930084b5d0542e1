package cloud.kuryzhev.rbacguard.pages.identity;

import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes viewers of tokens: the service asks a TokenReview who somebody is, and nothing else for them. */
@Component
final class Viewers implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST_TOKEN = 16 * 1024;

    private final KubernetesClient service;
    private final Vertx threads = Vertx.vertx();

    Viewers(KubernetesClient service) {
        this.service = service;
    }

    /**
     * Whose token this is; empty if the API server knows nobody by it.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server cannot be asked
     */
    Optional<Viewer> of(String token) {
        return isWritten(token) ? review(token).map(user -> viewer(user, token)) : Optional.empty();
    }

    /** Whether it can be a token at all (RFC 6750, section 2.1): nothing else must get into a header. */
    private static boolean isWritten(String token) {
        return token.length() <= LONGEST_TOKEN && token.matches("[A-Za-z0-9._~+/-]+=*");
    }

    private Optional<UserInfo> review(String token) {
        var status = service.resource(new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .endSpec()
                        .build())
                .create()
                .getStatus();
        return Boolean.TRUE.equals(status.getAuthenticated()) ? Optional.of(status.getUser()) : Optional.empty();
    }

    private Viewer viewer(UserInfo user, String token) {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config(token))
                .withKubernetesSerialization(service.getKubernetesSerialization())
                .withHttpClientFactory(new VertxHttpClientFactory(threads))
                .build();
        return new Viewer(user.getUsername(), user.getGroups(), client, new Access(client, Ticker.systemTicker()));
    }

    /** The way to the API server that the service goes, with nothing that the service proves itself by. */
    private Config config(String token) {
        Config way = service.getConfiguration();
        return new ConfigBuilder(Config.empty())
                .withAutoConfigure(false) // no token and no certificate of the service
                .withMasterUrl(way.getMasterUrl())
                .withCaCertData(way.getCaCertData())
                .withCaCertFile(way.getCaCertFile())
                .withTrustCerts(way.isTrustCerts())
                .withOauthToken(token)
                .withRequestTimeout(TIMEOUT_MILLIS)
                .withConnectionTimeout(TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    @Override
    public void close() {
        threads.close();
    }
}
