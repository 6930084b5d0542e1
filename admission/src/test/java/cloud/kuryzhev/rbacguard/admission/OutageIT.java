package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Either side is away for a while. */
@WithControlPlane
class OutageIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final ControlPlane plane;
    private final KubernetesClient admin;
    private final TcpGate gate;

    @TempDir
    Path directory;

    OutageIT(ControlPlane plane) {
        this.plane = plane;
        this.admin = plane.admin().client();
        this.gate = plane.gate();
    }

    @BeforeEach
    void withoutAGuard() {
        gate.open();
    }

    @AfterEach
    void end() {
        Guard.unregister(admin);
        gate.close();
    }

    @Test
    void withoutTheApiServerItIsDegradedJudgesOnAndRecovers() throws IOException, InterruptedException {
        try (Guard guard = Guard.start(Guard.account(plane).through(gate), directory);
                Health health = Health.of(guard)) {
            guard.register(admin, guard.port());
            await().atMost(SOON).until(() -> health.status("/health/readiness").equals("200 UP"));

            gate.shut();
            await().atMost(SOON).until(() -> health.status("/health/readiness").equals("200 DEGRADED"));
            assertThat(health.status("/health/liveness")).isEqualTo("200 UP");
            assertThat(createEverything().stderr()).contains("- wildcard_verb ");

            gate.open();
            await().atMost(SOON).until(() -> health.status("/health/readiness").equals("200 UP"));
        }
    }

    @Test
    void startedWithoutTheApiServerItIsNotReadyAndSaysSoToKubectl()
            throws IOException, InterruptedException, GeneralSecurityException {
        gate.shut();
        try (Guard guard = Guard.start(Guard.account(plane).through(gate), directory);
                Health health = Health.of(guard)) {
            assertThat(health.status("/health/readiness")).isEqualTo("503 OUT_OF_SERVICE");
            assertThat(health.status("/health/liveness")).isEqualTo("200 UP");
            guard.apply(admin, guard.port());
            await().atMost(SOON).until(() -> !createEverything().succeeded());
            assertThat(createEverything().stderr())
                    .contains(
                            "failed calling webhook \"validate.rbac-guard.kuryzhev.cloud\"",
                            "rbac-guard has just started and has not read its policy, "
                                    + "ConfigMap kube-system/rbac-audit-policy, yet: try again in a few seconds");

            gate.open();
            await().atMost(SOON).until(() -> health.status("/health/readiness").equals("200 UP"));
            await().atMost(SOON).until(() -> createEverything().stderr().contains("- wildcard_verb "));
        }
    }

    @Test
    void theApiServerStartsWithoutTheGuard() throws IOException, InterruptedException {
        try (Guard guard = Guard.installed(plane, directory)) {
            assertThat(guard.port()).isPositive();
        }

        plane.restartApiServer();

        assertThat(createEverything().stderr()).contains("failed calling webhook", "connection refused");
    }

    private Kubectl.Result createEverything() throws InterruptedException {
        return plane.admin()
                .kubectl()
                .run("create", "clusterrole", "everything", "--verb=*", "--resource=*", "--dry-run=server");
    }
}
