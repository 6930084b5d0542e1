package cloud.kuryzhev.rbacguard.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Somebody who may talk to the control plane; what they may do there is up to RBAC. */
public final class User {

    private static final int PATIENCE_MILLIS = 60_000; // to delete some thousand objects at once takes a while

    private final Kubeconfig config;
    private final Users users;
    private @Nullable Path kubeconfig;
    private @Nullable KubernetesClient client;

    User(Kubeconfig config, Users users) {
        this.config = config;
        this.users = users;
    }

    /** The name as the authenticator spells it. */
    public String name() {
        return config.user();
    }

    /** A file with the server, its CA and the user's credential, for any client. */
    public synchronized Path kubeconfig() {
        if (kubeconfig == null) {
            kubeconfig = users.write(config);
        }
        return kubeconfig;
    }

    /** The user's one client, closed with the control plane. */
    public synchronized KubernetesClient client() {
        if (client == null) {
            Config reached = Config.fromKubeconfig(config.yaml());
            reached.setRequestTimeout(PATIENCE_MILLIS);
            client = new KubernetesClientBuilder().withConfig(reached).build();
        }
        return client;
    }

    /** kubectl as this user. */
    public Kubectl kubectl() {
        return users.kubectl(kubeconfig());
    }

    /** The same user, who reaches the API server through {@code gate}. */
    public User through(TcpGate gate) {
        return users.add(config.at(URI.create("https://127.0.0.1:" + gate.port())));
    }

    Kubeconfig config() {
        return config;
    }

    synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
