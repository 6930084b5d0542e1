package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class TwoReplicasIT {

    @Test
    void whenTheLeaderIsKilledTheOtherTakesOver(ControlPlane plane, @TempDir Path directory) throws Exception {
        Installation cluster = Installation.in(plane);
        Path leaders = Files.createDirectory(directory.resolve("leader"));
        try (ChildProcess leader = Jar.start(cluster.auditor(), plane.auditLog(), leaders, "leader")) {
            eventually(() -> assertThat(holder(cluster)).isEqualTo("leader"));
            try (Guard other = Guard.start(cluster, directory)) {
                cluster.bindClusterAdmin("first-admin", "default", "replicas");
                cluster.eventuallyOpen("first-admin");
                assertThat(other.readiness()).contains("\"leading\":false", "\"status\":\"UP\"");
                assertThat(other.metric("rbac_bindings_scanned_total")).isZero();

                leader.kill();
                cluster.bindClusterAdmin("second-admin", "default", "replicas");

                cluster.eventuallyOpen("second-admin");
                assertThat(holder(cluster)).isEqualTo("in-process");
                assertThat(other.readiness()).contains("\"leading\":true");
                assertThat(other.metrics()).contains("name=\"second-admin\"").doesNotContain("name=\"first-admin\"");
            }
        } finally {
            cluster.deleteClusterRoleBinding("first-admin");
            cluster.deleteClusterRoleBinding("second-admin");
        }
        assertThat(lease(cluster, "leaseDurationSeconds"))
                .as("a stopped leader lets its Lease expire")
                .isEqualTo("1");
    }

    private static String holder(Installation cluster) throws InterruptedException {
        return lease(cluster, "holderIdentity");
    }

    private static String lease(Installation cluster, String field) throws InterruptedException {
        return cluster.kubectl(
                "get",
                "lease",
                "-n",
                Installation.NAMESPACE,
                "--ignore-not-found",
                Leadership.LEASE,
                "-o",
                "jsonpath={.spec." + field + "}");
    }
}
