package cloud.kuryzhev.rbacguard.demo;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the service account backend does all day, with its real token: it lists, gets and watches pods, and gets configmaps. */
final class Workload {

    private final KubernetesClient client;
    private final String namespace;

    Workload(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Runs once; gives each request with the status it was answered with. */
    List<String> run() {
        var answers = new ArrayList<String>();
        answers.add("list pods: "
                + status(() -> client.pods().inNamespace(namespace).list()));
        answers.add("get pod backend-0: "
                + status(() -> client.pods()
                        .inNamespace(namespace)
                        .withName("backend-0")
                        .require()));
        answers.add("watch pods: " + status(this::watch));
        answers.add("get configmap backend-settings: "
                + status(() -> client.configMaps()
                        .inNamespace(namespace)
                        .withName("backend-settings")
                        .require()));
        return answers;
    }

    private void watch() {
        try (var watch = client.pods().inNamespace(namespace).watch(new Ignoring())) {
            Objects.requireNonNull(watch);
        }
    }

    private static int status(Runnable request) {
        try {
            request.run();
            return 200;
        } catch (KubernetesClientException e) {
            return e.getCode();
        }
    }

    private record Ignoring() implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {}

        @Override
        public void onClose(WatcherException cause) {}
    }
}
