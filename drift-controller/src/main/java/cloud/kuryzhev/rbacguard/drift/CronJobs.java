package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.WatchingClient;
import cloud.kuryzhev.rbacguard.policy.drift.Schedules;
import cloud.kuryzhev.rbacguard.policy.drift.Schedules.Schedule;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How seldom CronJobs run, where they may be read; where not, nothing is known of them, and nothing waits for them. */
final class CronJobs implements AutoCloseable {

    private static final int MOST_SCHEDULES = 10_000;

    private final SharedIndexInformer<CronJob> informer;
    private final Map<String, Optional<Duration>> periods = new ConcurrentHashMap<>();

    /** Starts to list and watch; does not wait for the API server. */
    CronJobs(KubernetesClient client) {
        this.informer = Informers.start(
                WatchingClient.of(client).batch().v1().cronjobs().inAnyNamespace(),
                new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE,
                        CronJob.class,
                        client.getKubernetesSerialization(),
                        "spec.schedule"));
    }

    /** Those that are known now. */
    Schedules schedules() {
        if (!informer.hasSynced()) {
            return Schedules.UNKNOWN;
        }
        return Schedules.of(
                informer.getStore().list().stream().flatMap(this::schedule).toList());
    }

    private Stream<Schedule> schedule(CronJob job) {
        if (periods.size() > MOST_SCHEDULES) {
            periods.clear();
        }
        String namespace = job.getMetadata().getNamespace();
        String name = job.getMetadata().getName();
        return Optional.ofNullable(job.getSpec()).flatMap(it -> Optional.ofNullable(it.getSchedule())).stream()
                .flatMap(it -> periods.computeIfAbsent(it, CronPeriod::longest).stream())
                .map(period -> new Schedule(namespace, name, period));
    }

    @Override
    public void close() {
        informer.close();
    }
}
