package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.repeated.Repeated;
import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Marks a gap when the API server says that it dropped audit events, where this account may read its metrics; else does nothing. */
@Component
final class ApiServerDrops implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServerDrops.class);
    private static final Duration PERIOD = Duration.ofMinutes(1); // the metrics are megabytes

    private static final Duration UNTIL_IT_LEADS = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final UsageStore store;
    private final Leadership leadership;
    private final AuditErrors errors = new AuditErrors();
    private final Repeated looking;
    private boolean told;

    ApiServerDrops(KubernetesClient client, UsageStore store, Leadership leadership) {
        this.client = client;
        this.store = store;
        this.leadership = leadership;
        this.looking = Repeated.start("api-server-drops", this::step);
    }

    @Override
    public void close() {
        looking.close();
    }

    private Duration step() {
        if (!leadership.leading()) {
            return UNTIL_IT_LEADS;
        }
        look();
        return PERIOD;
    }

    private void look() {
        try {
            String metrics = client.raw("/metrics");
            if (metrics != null && errors.grew(metrics)) {
                LOG.warn("the API server dropped audit events: coverage starts anew");
                store.markGap(GapCause.DROPPED_BY_API_SERVER);
            }
        } catch (KubernetesClientException e) {
            if (!told) {
                LOG.info(
                        "whether the API server drops audit events cannot be told: get on /metrics is needed: {}",
                        e.getMessage());
            }
            told = true;
        } catch (UsageStoreException e) {
            LOG.warn("the gap after dropped audit events could not be stored: {}", e.getMessage());
        }
    }
}
