package cloud.kuryzhev.rbacguard.cli.bench;

import cloud.kuryzhev.rbacguard.cli.Manifest;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A control plane with 10,000 roles and 50,000 bindings in 100 namespaces, beside what Kubernetes ships. */
final class LargeCluster {

    private static final int ROLES = 10_000;
    private static final int BINDINGS = 50_000;
    private static final int NAMESPACES = 100;
    private static final int AT_ONCE = 24;

    private LargeCluster() {}

    static void fill(ControlPlane plane) {
        IntStream.range(0, NAMESPACES).forEach(i -> plane.serviceAccount(namespace(i), "default"));
        KubernetesClient client = plane.admin().client();
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            CompletableFuture.allOf(objects()
                            .map(object -> CompletableFuture.runAsync(() -> create(object, client), executor))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        }
    }

    private static void create(RbacObject object, KubernetesClient client) {
        var _ = client.resource(Manifest.yaml(List.of(object))).create();
    }

    private static Stream<RbacObject> objects() {
        return Stream.concat(
                IntStream.range(0, ROLES).mapToObj(LargeCluster::role),
                IntStream.range(0, BINDINGS).mapToObj(LargeCluster::binding));
    }

    private static RbacObject role(int i) {
        return new Role(
                role(namespace(i), i),
                List.of(
                        PolicyRule.onResources(
                                List.of("get", "list", "watch"), List.of(""), List.of("pods", "services")),
                        PolicyRule.onResources(List.of("update", "patch"), List.of("apps"), List.of("deployments")),
                        new PolicyRule(
                                List.of("get"),
                                List.of(""),
                                List.of("configmaps"),
                                List.of("settings-" + i),
                                List.of())));
    }

    private static RbacObject binding(int i) {
        String namespace = namespace(i);
        return new Binding(
                new ObjectKey(Kind.ROLE_BINDING, namespace, "binding-" + i),
                role(namespace, i % ROLES),
                List.of(new ServiceAccount(namespace, "workload-" + i % (BINDINGS / 5))));
    }

    private static ObjectKey role(String namespace, int i) {
        return new ObjectKey(Kind.ROLE, namespace, "role-" + i);
    }

    private static String namespace(int i) {
        return "team-" + i % NAMESPACES;
    }
}
