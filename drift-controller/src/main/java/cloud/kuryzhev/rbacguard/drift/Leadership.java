package cloud.kuryzhev.rbacguard.drift;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of several replicas the one that holds the Lease writes; the others look on. A lost Lease is applied for again, for ever. */
final class Leadership implements AutoCloseable {

    /** The Lease's name. */
    static final String LEASE = "rbac-guard-drift-controller";

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration LEASE_DURATION = Duration.ofSeconds(15);
    private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
    private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final LeaderElectionConfig election;
    private final Thread thread;
    private volatile boolean leading;

    /** @param onElected runs when this replica becomes the leader */
    Leadership(KubernetesClient client, String namespace, String identity, Runnable onElected) {
        this.client = client;
        this.election = new LeaderElectionConfigBuilder()
                .withName(LEASE)
                .withLock(new LeaseLock(namespace, LEASE, identity))
                .withLeaseDuration(LEASE_DURATION)
                .withRenewDeadline(RENEW_DEADLINE)
                .withRetryPeriod(RETRY_PERIOD)
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(
                        () -> {
                            leading = true;
                            onElected.run();
                        },
                        () -> leading = false,
                        leader -> LOG.info("the leader is {}", leader)))
                .build();
        this.thread = Thread.ofVirtual().name("leadership").start(this::run);
    }

    boolean leading() {
        return leading;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                // returns when the Lease is lost or this thread is interrupted
                client.leaderElector().withConfig(election).build().run();
                Thread.sleep(RETRY_PERIOD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
