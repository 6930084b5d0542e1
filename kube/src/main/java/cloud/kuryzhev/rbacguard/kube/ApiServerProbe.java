package cloud.kuryzhev.rbacguard.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the API server every two seconds whether it is there: a watch alone does not tell, it just falls silent. */
public final class ApiServerProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServerProbe.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** The client's own retries would hide an absence for twenty seconds. */
    private static final RequestConfig ONCE = new RequestConfigBuilder()
            .withRequestTimeout(2_000)
            .withRequestRetryBackoffLimit(0)
            .build();

    private final KubernetesClient client;
    private final Thread thread;
    private volatile boolean reachable;

    /** Starts to ask. */
    public ApiServerProbe(KubernetesClient client) {
        this.client = client;
        this.thread = Thread.ofVirtual().name("api-server-probe").start(this::run);
    }

    /** Whether the last question was answered. */
    public boolean reachable() {
        return reachable;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                set(ask());
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ask() {
        try {
            return client.adapt(NamespacedKubernetesClient.class)
                            .withRequestConfig(ONCE)
                            .call(it -> it.raw("/livez"))
                    != null;
        } catch (KubernetesClientException e) {
            LOG.debug("API server does not answer", e);
            return false;
        }
    }

    private void set(boolean next) {
        if (next != reachable) {
            LOG.info(next ? "the API server answers" : "the API server does not answer; going on with what is known");
        }
        reachable = next;
    }
}
