package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** RoleBindings to one service account each, in one namespace. */
record Population(User admin, String namespace) {

    private static final int WRITERS = 16;

    void create(int bindings) throws InterruptedException {
        KubernetesClient client = admin.client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = IntStream.range(0, bindings)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> create(client, number)))
                    .toList();
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a RoleBinding could not be created", e);
        }
    }

    private void create(KubernetesClient client, int number) {
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("binding-" + number)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                        .addNewSubject(null, "ServiceAccount", "account-" + number, namespace)
                        .build())
                .create();
    }
}
