package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

@WithControlPlane
class ClusterCacheIT {

    private static final ObjectKey VIEW = new ObjectKey(Kind.CLUSTER_ROLE, "", "view");
    private static final ObjectKey BINDING = new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "cached");

    private final KubernetesClient admin;
    private final TcpGate gate;
    private final ControlPlane plane;

    ClusterCacheIT(ControlPlane plane) {
        this.plane = plane;
        this.admin = plane.admin().client();
        this.gate = plane.gate();
    }

    @Test
    void whatIsCreatedChangedAndDeletedIsKnownSoon() {
        var changes = new AtomicInteger();
        try (var cache = new ClusterCache(admin, changes::incrementAndGet)) {
            Cluster cluster = cache.cluster();
            await().until(cache::hasSynced);
            assertThat(cluster.role(VIEW))
                    .hasValueSatisfying(role -> assertThat(role.rules()).isNotEmpty());
            assertThat(cluster.aggregated())
                    .extracting(role -> role.key().name())
                    .contains("admin", "edit", "view");
            assertThat(cluster.hasServiceAccount("default", "default")).isTrue();
            int before = changes.get();

            bind("jane");
            eventually(() -> assertThat(cluster.bindingsTo(new Subject.User("jane")))
                    .singleElement()
                    .satisfies(binding -> {
                        assertThat(binding.key()).isEqualTo(BINDING);
                        assertThat(binding.metadata().annotations())
                                .containsOnlyKeys("audit.kuryzhev.cloud/reviewed-at");
                    }));
            assertThat(changes.get()).isGreaterThan(before);

            bind("joe");
            eventually(() ->
                    assertThat(cluster.bindingsTo(new Subject.User("jane"))).isEmpty());
            assertThat(cache.snapshot().bindings().map(Binding::key)).contains(BINDING);

            unbind();
            eventually(() -> assertThat(cluster.bindingsOf(VIEW))
                    .extracting(Binding::key)
                    .doesNotContain(BINDING));
        } finally {
            unbind();
        }
    }

    @Test
    void whatWasMissedWhileTheApiServerWasAwayIsCaughtUpAndTheLastStateHoldsMeanwhile() {
        bind("jane");
        gate.open();
        try (var client = plane.admin().through(gate).client();
                var cache = new ClusterCache(client, () -> {})) {
            await().until(cache::hasSynced);
            gate.shut();
            unbind();
            assertThat(cache.cluster().bindingsTo(new Subject.User("jane"))).hasSize(1);
            assertThat(cache.hasSynced()).isTrue();

            gate.open();
            eventually(() -> assertThat(cache.cluster().bindingsTo(new Subject.User("jane")))
                    .isEmpty());
        } finally {
            gate.close();
            unbind();
        }
    }

    private void bind(String user) {
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(BINDING.name())
                        .addToAnnotations("audit.kuryzhev.cloud/reviewed-at", "2026-01-31")
                        .addToAnnotations("somebody.else/note", "long")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .serverSideApply();
    }

    private void unbind() {
        admin.rbac().clusterRoleBindings().withName(BINDING.name()).delete();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(assertion);
    }
}
