package cloud.kuryzhev.rbacguard.drift;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of several replicas the one that holds the Lease writes; the others look on. A lost Lease is applied for again, for ever. */
final class Leadership implements AutoCloseable {

    /** The Lease's name. */
    static final String LEASE = "rbac-guard-drift-controller";

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration LEASE_DURATION = Duration.ofSeconds(11); // and one retry: another leads within 15 s
    private static final Duration RENEW_DEADLINE = Duration.ofSeconds(8);
    private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

    /** Each request is tried once and soon given up, so that a leader who cannot renew stands down before the Lease expires. */
    private static final RequestConfig ONCE = new RequestConfigBuilder()
            .withRequestTimeout(2_000)
            .withRequestRetryBackoffLimit(0)
            .build();

    private final NamespacedKubernetesClient client;
    private final LeaderElectionConfig election;
    private final Thread thread;
    private volatile boolean leading;

    /** @param onElected runs when this replica becomes the leader */
    Leadership(KubernetesClient client, String namespace, String identity, Runnable onElected) {
        this.client = client.adapt(NamespacedKubernetesClient.class);
        this.election = new LeaderElectionConfigBuilder()
                .withName(LEASE)
                .withLock(new VacantUnlessHeld(namespace, LEASE, identity))
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
                        leader -> LOG.info("the leader is {}", leader == null ? "nobody" : leader)))
                .build();
        this.thread = Thread.ofVirtual().name("leadership").start(this::run);
    }

    boolean leading() {
        return leading;
    }

    /** Gives the Lease back, if it is held, so that another replica need not wait for its end. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(RETRY_PERIOD.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                client.withRequestConfig(ONCE).call(this::stand);
                Thread.sleep(RETRY_PERIOD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One candidacy: returns when the Lease is lost or this thread is interrupted. */
    private boolean stand(KubernetesClient once) {
        once.leaderElector().withConfig(election).build().run();
        return leading;
    }

    /** A Lease that lacks a field, as anybody who may edit it can make it, is free; the library would fail on it for ever. */
    private static final class VacantUnlessHeld extends LeaseLock {

        private static final ZonedDateTime LONG_AGO = Instant.EPOCH.atZone(ZoneOffset.UTC);
        private static final LeaderElectionRecord VACANT =
                new LeaderElectionRecord("", Duration.ofSeconds(1), LONG_AGO, LONG_AGO, 0);

        VacantUnlessHeld(String namespace, String name, String identity) {
            super(namespace, name, identity);
        }

        @Override
        protected LeaderElectionRecord toRecord(Lease lease) {
            LeaseSpec spec = lease.getSpec();
            boolean held = spec != null
                    && spec.getHolderIdentity() != null
                    && spec.getLeaseDurationSeconds() != null
                    && spec.getAcquireTime() != null
                    && spec.getRenewTime() != null;
            return held ? super.toRecord(lease) : VACANT;
        }
    }
}
