package cloud.kuryzhev.rbacguard.testbed;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Whether the servers do their work yet. */
final class Readiness implements AutoCloseable {

    private static final int CONNECT_MILLIS = 1000;

    private final KubernetesClient client;

    Readiness(Kubeconfig admin) {
        Config config = new ConfigBuilder(Config.fromKubeconfig(admin.yaml()))
                .withRequestRetryBackoffLimit(0) // whoever asks comes again soon
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Whether somebody listens on {@code port}. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Loopback.ADDRESS, port), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Whether kube-apiserver serves and its post-start hooks, the bootstrap roles among them, are through. */
    boolean apiServer() {
        return holds(() -> "ok".equals(client.raw("/readyz")));
    }

    /** Whether the controllers have given namespaces their accounts and aggregated roles their rules. */
    boolean controllers() {
        return holds(() -> hasDefaultAccount("default")
                && hasDefaultAccount("kube-system")
                && hasRules("view")
                && hasRules("edit")
                && hasRules("admin"));
    }

    @Override
    public void close() {
        client.close();
    }

    private boolean hasDefaultAccount(String namespace) {
        return client.serviceAccounts()
                        .inNamespace(namespace)
                        .withName("default")
                        .get()
                != null;
    }

    private boolean hasRules(String clusterRole) {
        List<PolicyRule> rules =
                client.rbac().clusterRoles().withName(clusterRole).require().getRules();
        return rules != null && !rules.isEmpty(); // none at all before the first aggregation
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (KubernetesClientException _) {
            return false;
        }
    }
}
