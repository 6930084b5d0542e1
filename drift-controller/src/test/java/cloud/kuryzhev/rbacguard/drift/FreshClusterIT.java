package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a control plane of its own: others' tests leave objects behind. */
class FreshClusterIT {

    @Test
    void whatKubernetesAndTheChartBringBreaksNoRule(@TempDir Path directory) throws InterruptedException {
        try (ControlPlane plane = ControlPlane.start()) {
            Installation installation = Installation.in(plane);
            try (Guard guard = Guard.start(installation, directory)) {
                Installation.eventually(() ->
                        assertThat(guard.metric("rbac_bindings_scanned_total")).isGreaterThan(50));

                assertThat(installation.violations()).isEmpty();
                assertThat(installation.auditor().client().raw("/metrics")).contains("process_start_time_seconds");
                assertThat(guard.metric("rbac_last_audit_timestamp")).isGreaterThan(1.7e9);
            }
        }
    }
}
