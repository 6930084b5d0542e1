package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.WatchingClient;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.time.Duration;
import java.util.List;

/** Follows the violations in the cluster, and has each sink told of them by a thread of its own. */
public final class Telling implements AutoCloseable {

    private static final Duration LAST_STEP = Duration.ofSeconds(20);

    /** So that a list of many thousands is never in memory whole. */
    private static final long PAGE = 500;

    private final SharedIndexInformer<RBACViolation> informer;
    private final List<Thread> threads;
    private volatile boolean closing;

    /**
     * Starts to list and watch, and to tell; does not wait for the API server.
     *
     * @param onDecision runs when somebody has decided about a violation
     */
    Telling(KubernetesClient client, List<Teller> tellers, OpenViolations open, Runnable onDecision) {
        KubernetesClient watching = WatchingClient.of(client);
        this.informer = watching.resources(RBACViolation.class)
                .inAnyNamespace()
                .withLimit(PAGE)
                .runnableInformer(0)
                .itemStore(new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE, RBACViolation.class, client.getKubernetesSerialization()))
                .exceptionHandler((_, _) -> true)
                .addEventHandler(new Handler(tellers, open, onDecision));
        var _ = informer.start();
        this.threads = tellers.stream()
                .map(teller -> Thread.ofVirtual().name("tell-" + teller.name()).start(() -> run(teller)))
                .toList();
    }

    /** Lets what is being told right now be told and written down, for up to 20 seconds: else it would be told twice. */
    @Override
    public void close() {
        closing = true;
        informer.close();
        try {
            for (Thread thread : threads) {
                if (!thread.join(LAST_STEP)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Teller teller) {
        try {
            while (!closing) {
                Thread.sleep(teller.step());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private record Handler(List<Teller> tellers, OpenViolations open, Runnable onDecision)
            implements ResourceEventHandler<RBACViolation> {

        @Override
        public void onAdd(RBACViolation violation) {
            if (violation.getSpec() != null) { // else not made by this controller
                open.put(violation);
                tellers.forEach(teller -> teller.seen(violation));
                if (isDecisionNew(violation)) {
                    onDecision.run();
                }
            }
        }

        /** The controller has not seen what stands in there now. */
        private static boolean isDecisionNew(RBACViolation violation) {
            RBACViolationStatus status = violation.getStatus();
            return violation.getSpec().review() != null
                    && status != null
                    && !violation.getMetadata().getGeneration().equals(status.observedGeneration());
        }

        @Override
        public void onUpdate(RBACViolation old, RBACViolation violation) {
            onAdd(violation);
        }

        @Override
        public void onDelete(RBACViolation violation, boolean finalStateUnknown) {
            Place place = Place.of(violation);
            open.remove(place);
            tellers.forEach(teller -> teller.gone(place));
        }
    }
}
