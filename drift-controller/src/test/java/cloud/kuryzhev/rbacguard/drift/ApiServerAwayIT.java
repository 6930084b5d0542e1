package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class ApiServerAwayIT {

    @Test
    void theControllerWaitsForItSaysSoAndLeadsAgain(ControlPlane plane, @TempDir Path directory)
            throws InterruptedException {
        Installation cluster = Installation.in(plane);
        try (TcpGate gate = plane.gate()) {
            gate.shut();
            try (Guard guard = Guard.start(cluster.auditor().through(gate), plane.auditLog(), directory)) {
                assertThat(guard.get("/health/readiness"))
                        .satisfies(it -> assertThat(it.statusCode()).isEqualTo(503))
                        .satisfies(it -> assertThat(it.body()).contains("were not read yet"));
                assertThat(guard.get("/health/liveness").statusCode()).isEqualTo(200);

                gate.open();
                eventually(() -> assertThat(guard.readiness()).contains("\"leading\":true", "\"status\":\"UP\""));
                cluster.bindClusterAdmin("before-admin", "default", "away");
                cluster.eventuallyOpen("before-admin");

                gate.shut();
                eventually(() -> assertThat(guard.readiness())
                        .contains("DEGRADED", "the API server does not answer", "\"leading\":false"));
                assertThat(guard.get("/health/readiness").statusCode()).isEqualTo(200);
                cluster.bindClusterAdmin("meanwhile-admin", "default", "away");
                cluster.deleteClusterRoleBinding("before-admin");

                gate.open();
                cluster.eventuallyOpen("meanwhile-admin");
                cluster.eventuallyResolved("before-admin");
                eventually(() -> assertThat(guard.readiness())
                        .contains("\"leading\":true")
                        .doesNotContain("DEGRADED"));
            }
        } finally {
            cluster.deleteClusterRoleBinding("meanwhile-admin");
        }
    }
}
