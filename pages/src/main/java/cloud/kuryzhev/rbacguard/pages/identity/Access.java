package cloud.kuryzhev.rbacguard.pages.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What one viewer may do: SelfSubjectAccessReviews made with their token, whose answers are kept for some seconds. */
final class Access {

    private static final Duration KEPT = Duration.ofSeconds(15);
    private static final int MOST_KEPT = 10_000;
    private static final int AT_ONCE = 16;

    private final KubernetesClient client;
    private final Cache<Question, Boolean> answers;

    Access(KubernetesClient client, Ticker ticker) {
        this.client = client;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .build();
    }

    record Question(String verb, String group, String resource, String namespace) {}

    /** Asked without a lock: two who ask the same at once both ask the API server. */
    boolean allows(Question question) {
        Boolean known = answers.getIfPresent(question);
        if (known != null) {
            return known;
        }
        boolean answer = ask(question);
        answers.put(question, answer);
        return answer;
    }

    /** Those of {@code all} that pass, some asked about at the same time. */
    Set<String> among(Collection<String> all, Predicate<String> passes) {
        var free = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Collection<Callable<String>> questions = all.stream()
                    .map(it -> (Callable<String>) () -> passes(it, passes, free) ? it : "")
                    .toList();
            return threads.invokeAll(questions).stream()
                    .map(Access::outcome)
                    .filter(it -> !it.isEmpty())
                    .collect(Collectors.toSet());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the API server was asked", e);
        }
    }

    private static boolean passes(String one, Predicate<String> passes, Semaphore free) throws InterruptedException {
        free.acquire();
        try {
            return passes.test(one);
        } finally {
            free.release();
        }
    }

    private static String outcome(Future<String> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the API server was asked", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }

    private boolean ask(Question question) {
        return Boolean.TRUE.equals(client.resource(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb(question.verb())
                        .withGroup(question.group())
                        .withResource(question.resource())
                        .withNamespace(question.namespace())
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .create()
                .getStatus()
                .getAllowed());
    }
}
