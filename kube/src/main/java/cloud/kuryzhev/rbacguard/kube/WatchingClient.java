package cloud.kuryzhev.rbacguard.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;

/** The client for informers: back soon after an outage. */
public final class WatchingClient {

    /** Doubled five times, so 3.2 seconds at most; the default of a second would leave a change unseen for half a minute after an outage. */
    private static final int RECONNECT_MILLIS = 100;

    private WatchingClient() {}

    /** A client on the same connections as {@code client}. */
    public static KubernetesClient of(KubernetesClient client) {
        return client.newClient(new RequestConfigBuilder()
                        .withWatchReconnectInterval(RECONNECT_MILLIS)
                        .withRequestRetryBackoffLimit(0) // the informer tries again itself
                        .build())
                .adapt(KubernetesClient.class);
    }
}
