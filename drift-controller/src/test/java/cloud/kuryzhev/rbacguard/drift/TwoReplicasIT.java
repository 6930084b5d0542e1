package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class TwoReplicasIT {

    private static final String READ = "rbac_guard_audit_events_total{result=\"used\",source=\"file\"}";

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
                double read = other.metric(READ);
                assertThat(other.metric("rbac_bindings_scanned_total")).isZero();

                plane.admin().client().pods().inNamespace("default").list();
                eventually(() -> assertThat(other.metric(READ))
                        .as("it reads the audit log while it does not lead")
                        .isGreaterThan(read));
                cluster.settledVersions();
                long writesBefore = writes(cluster, "first-admin");
                assertThat(writesBefore)
                        .as("spec and status, and both again with who made it")
                        .isBetween(2L, 4L);

                leader.kill();
                Instant killed = Instant.now();
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> holder(cluster).equals("in-process"));
                assertThat(Duration.between(killed, Instant.now()))
                        .as("what an operator is promised")
                        .isLessThanOrEqualTo(Duration.ofSeconds(15));
                cluster.bindClusterAdmin("second-admin", "default", "replicas");

                cluster.eventuallyOpen("second-admin");
                assertThat(holder(cluster)).isEqualTo("in-process");
                assertThat(other.readiness()).contains("\"leading\":true");
                cluster.settledVersions();
                assertThat(writes(cluster, "first-admin"))
                        .as("nothing by the second leader")
                        .isEqualTo(writesBefore);
                assertThat(writes(cluster, "second-admin"))
                        .as("spec and status, and both again with who made it")
                        .isBetween(2L, 4L);
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

    /** How often the controller wrote the violation of that binding, as the API server's audit log has it. */
    private static long writes(Installation cluster, String binding) throws IOException {
        String name = cluster.violation("ClusterRoleBinding", binding)
                .orElseThrow()
                .getMetadata()
                .getName();
        try (Stream<String> lines = Files.lines(cluster.plane().auditLog())) {
            return lines.filter(line -> line.contains("\"stage\":\"ResponseComplete\"")
                            && line.contains("rbacviolations/" + name)
                            && line.contains("fieldManager=" + ViolationStore.FIELD_MANAGER))
                    .count();
        }
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
