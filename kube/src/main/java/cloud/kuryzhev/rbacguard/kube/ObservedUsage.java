package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.kube.UsageResources.Place;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What subjects were seen to do, read from their RBACUsage objects when somebody asks. Nothing is kept: who asks does so seldom, and all
 * of them together would be a large part of a small service's memory.
 */
public final class ObservedUsage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObservedUsage.class);
    private static final int AT_ONCE = 4;

    private final KubernetesClient client;
    private final String releaseNamespace;
    private final Duration patience;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Reads with {@code client}.
     *
     * @param releaseNamespace where users' objects lie
     * @param patience how long an answer may take, whatever the API server does
     */
    public ObservedUsage(KubernetesClient client, String releaseNamespace, Duration patience) {
        this.client = client;
        this.releaseNamespace = releaseNamespace;
        this.patience = patience;
    }

    /**
     * What was found in time.
     *
     * @param summaries of the subjects that there is one of, in the order they were asked for
     * @param complete whether every object that exists could be read
     */
    public record Reading(List<UsageSummary> summaries, boolean complete) {
        public Reading {
            summaries = List.copyOf(summaries);
        }
    }

    /** The summaries of {@code subjects}, one request to the API server for each; nothing if four callers are being answered already. */
    public Reading of(Collection<Subject> subjects) throws InterruptedException {
        if (!turns.tryAcquire()) {
            return new Reading(List.of(), subjects.isEmpty());
        }
        try {
            List<Callable<Optional<UsageSummary>>> questions = subjects.stream()
                    .<Callable<Optional<UsageSummary>>>map(subject -> () -> read(subject))
                    .toList();
            return reading(threads.invokeAll(questions, patience.toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            turns.release();
        }
    }

    private static Reading reading(List<Future<Optional<UsageSummary>>> answers) throws InterruptedException {
        var summaries = new ArrayList<UsageSummary>();
        boolean complete = true;
        for (Future<Optional<UsageSummary>> answer : answers) {
            try {
                answer.get().ifPresent(summaries::add);
            } catch (ExecutionException e) {
                LOG.warn("an RBACUsage could not be read: {}", String.valueOf(e.getCause()));
                complete = false;
            } catch (CancellationException _) {
                complete = false;
            }
        }
        return new Reading(summaries, complete);
    }

    private Optional<UsageSummary> read(Subject subject) {
        Place place = UsageResources.place(subject, releaseNamespace);
        RBACUsage object = client.resources(RBACUsage.class)
                .inNamespace(place.namespace())
                .withName(place.name())
                .get();
        // names are derived, so an object that speaks of somebody else is no mistake but a forgery
        return Optional.ofNullable(object).flatMap(UsageResources::toModel).filter(summary -> summary.subject()
                .equals(subject));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
