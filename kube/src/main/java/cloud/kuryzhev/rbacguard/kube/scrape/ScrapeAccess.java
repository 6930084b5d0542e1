package cloud.kuryzhev.rbacguard.kube.scrape;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may read metrics here: whoever the API server knows by their token, and would let {@code get} its own; a TokenReview and a
 * SubjectAccessReview. Its answers are kept for ten seconds, under a digest of the token.
 */
public final class ScrapeAccess {

    /** The path of metrics here, and of the API server's. */
    public static final String PATH = "/metrics";

    /** What becomes of a request. */
    public enum Answer {
        GRANTED(200, ""),
        NO_TOKEN(401, "a service account's token is needed: Authorization: Bearer <token>"),
        UNKNOWN_TOKEN(401, "the API server does not know this token"),
        FORBIDDEN(403, "bind ClusterRole rbac-guard-metrics-reader to whoever is to read this"),
        /** The API server was not asked, or did not answer. */
        UNDECIDED(503, "who may read this could not be asked of the API server: try again");

        private final int status;
        private final String why;

        Answer(int status, String why) {
            this.status = status;
            this.why = why;
        }

        /** The status code of a refusal (RFC 9110). */
        public int status() {
            return status;
        }

        /** Why it is refused, and what to do. */
        public String why() {
            return why;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ScrapeAccess.class);
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST_KEPT = 1000;
    private static final int AT_ONCE = 2;
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_TOKEN = 16 * 1024;

    private final KubernetesClient client;
    private final Cache<String, Answer> answers;
    private final Semaphore questions =
            new Semaphore(AT_ONCE); // strangers must not have the API server flooded through here

    /** @param ticker tells when an answer is too old */
    public ScrapeAccess(KubernetesClient client, Ticker ticker) {
        this.client = client;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .build();
    }

    /**
     * Whether a request may read metrics.
     *
     * @param authorization its header of that name (RFC 6750), if there is one
     */
    public Answer ask(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(it -> it.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(it -> it.substring(SCHEME.length()).strip())
                .filter(it -> !it.isEmpty() && it.length() <= LONGEST_TOKEN)
                .map(this::bearer)
                .orElse(Answer.NO_TOKEN);
    }

    private Answer bearer(String token) {
        String key = TokenDigest.of(token);
        Answer known = answers.getIfPresent(key);
        return known == null ? askAndKeep(key, token) : known;
    }

    private Answer askAndKeep(String key, String token) {
        if (!questions.tryAcquire()) {
            return Answer.UNDECIDED;
        }
        try {
            Answer answer = decide(token);
            answers.put(key, answer);
            return answer;
        } catch (KubernetesClientException e) {
            LOG.warn("the API server does not say who may read metrics: {}", e.getMessage());
            return Answer.UNDECIDED;
        } finally {
            questions.release();
        }
    }

    private Answer decide(String token) {
        TokenReview review = client.resource(new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .endSpec()
                        .build())
                .create();
        if (!Boolean.TRUE.equals(review.getStatus().getAuthenticated())) {
            return Answer.UNKNOWN_TOKEN;
        }
        return mayRead(review.getStatus().getUser()) ? Answer.GRANTED : Answer.FORBIDDEN;
    }

    private boolean mayRead(UserInfo user) {
        return client.resource(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user.getUsername())
                        .withUid(user.getUid())
                        .withGroups(user.getGroups())
                        .withExtra(user.getExtra())
                        .withNewNonResourceAttributes(PATH, "get")
                        .endSpec()
                        .build())
                .create()
                .getStatus()
                .getAllowed();
    }
}
