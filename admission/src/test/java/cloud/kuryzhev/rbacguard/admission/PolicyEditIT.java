package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyEditIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final KubernetesClient admin;
    private final Kubectl kubectl;
    private final Guard guard;

    PolicyEditIT(ControlPlane plane, @TempDir Path directory) throws IOException {
        this.admin = plane.admin().client();
        this.kubectl = plane.admin().kubectl();
        this.guard = Guard.installed(plane, directory);
    }

    @BeforeAll
    void withTheDefaultPolicy() throws InterruptedException {
        assertThat(bindEdit().succeeded()).isTrue();
    }

    @AfterAll
    void remove() throws InterruptedException {
        kubectl.run("delete", "configmap", "-n", "kube-system", "rbac-audit-policy");
        Guard.unregister(admin);
        guard.close();
    }

    @Test
    void anEditIsInForceAtOnceAndABadOneLeavesItInForce() throws IOException, InterruptedException {
        edit("forbidden_roles: [cluster-admin, edit]");
        await().atMost(AT_ONCE).until(() -> bindEdit().stderr().contains("forbidden_role_ref:edit "));

        edit("forbidden_roles: cluster-admin");
        try (Health health = Health.of(guard)) {
            await().atMost(AT_ONCE)
                    .until(() -> health.status("/health/readiness").equals("200 DEGRADED"));
            assertThat(health.get("/health").body())
                    .contains("the last good policy is in force", "policy.yaml line 1, column 18: ", "must be a list");
            assertThat(health.get("/metrics").body())
                    .contains("rbac_guard_policy_reads_total{result=\"rejected\"} 1.0")
                    .contains("rbac_guard_policy_reads_total{result=\"usable\"} ");
            assertThat(bindEdit().stderr()).contains("forbidden_role_ref:edit ");

            edit("forbidden_roles: [cluster-admin]");
            await().atMost(AT_ONCE).until(() -> bindEdit().succeeded());
            assertThat(health.status("/health/readiness")).isEqualTo("200 UP");
        }
    }

    private Kubectl.Result bindEdit() throws InterruptedException {
        return kubectl.run("create", "rolebinding", "editors", "--clusterrole=edit", "--user=jane", "--dry-run=server");
    }

    private void edit(String policy) throws InterruptedException {
        Kubectl.Result applied = kubectl.runWith("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: rbac-audit-policy, namespace: kube-system}
                data: {policy.yaml: "%s"}
                """.formatted(policy), "apply", "-f", "-");
        assertThat(applied.succeeded()).as(applied.stderr()).isTrue();
    }
}
