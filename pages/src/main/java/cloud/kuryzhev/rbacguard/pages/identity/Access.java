package cloud.kuryzhev.rbacguard.pages.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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

/**
 * What one viewer may do: SelfSubjectAccessReviews made with their token. An answer counts for some seconds, and for some minutes where the
 * API server does not answer: nothing can be written then, and what was seen already may be looked at.
 */
final class Access {

    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST_KEPT = 10_000;
    private static final int AT_ONCE = 16;
    private static final int NO_ANSWER = 0; // as fabric8 tells that there was none

    private final KubernetesClient client;
    private final Cache<Question, Answer> answers;
    private final Ticker ticker;

    Access(KubernetesClient client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .build();
    }

    record Question(String verb, String group, String resource, String namespace) {}

    /** @param at in nanoseconds of the ticker */
    private record Answer(boolean allowed, long at) {}

    /** Asked without a lock: two who ask the same at once both ask the API server. */
    boolean allows(Question question) {
        Answer known = answers.getIfPresent(question);
        if (known != null && ticker.read() - known.at() < FRESH.toNanos()) {
            return known.allowed();
        }
        try {
            boolean allowed = ask(question);
            answers.put(question, new Answer(allowed, ticker.read()));
            return allowed;
        } catch (KubernetesClientException e) {
            if (known == null || e.getCode() != NO_ANSWER) {
                throw e;
            }
            return known.allowed();
        }
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
