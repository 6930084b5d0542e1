package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class SnoozeEndsIT {

    /** Nothing else wakes the controller in the time that this test waits. */
    @Test
    void aSnoozeEndsWhenItSaysAndNotWithTheNextCycle(ControlPlane plane, @TempDir Path directory) throws Exception {
        Installation cluster = Installation.in(plane);
        try (Guard _ = Guard.start(cluster.auditor(), plane.auditLog(), directory, "--rbac-guard.cycle=1h")) {
            cluster.bindClusterAdmin("punctual-admin", "default", "punctual");
            cluster.eventuallyOpen("punctual-admin");
            cluster.decide(
                    "punctual-admin",
                    "snooze",
                    "\"by\":\"bob\",\"until\":\"" + Instant.now().plusSeconds(15) + "\"");
            eventually(() -> assertThat(cluster.phase("ClusterRoleBinding", "punctual-admin"))
                    .isEqualTo("Snoozed"));

            cluster.eventuallyOpen("punctual-admin");
        } finally {
            cluster.deleteClusterRoleBinding("punctual-admin");
        }
    }
}
