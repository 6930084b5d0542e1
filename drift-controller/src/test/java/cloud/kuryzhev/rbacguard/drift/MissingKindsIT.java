package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a control plane of its own, whose CustomResourceDefinitions are taken away. */
class MissingKindsIT {

    @Test
    void withoutItsKindsTheControllerSaysWhatToDoAndGoesOnWhenItIsDone(@TempDir Path directory)
            throws InterruptedException {
        try (ControlPlane plane = ControlPlane.start()) {
            Installation installation = Installation.in(plane);
            installation.kubectl(
                    "delete", "crd", "rbacviolations.audit.kuryzhev.cloud", "rbacusages.audit.kuryzhev.cloud");
            try (Guard guard = Guard.start(installation, directory)) {
                eventually(() -> assertThat(guard.readiness())
                        .contains(
                                "DEGRADED",
                                "no CustomResourceDefinition rbacviolations.audit.kuryzhev.cloud",
                                "kubectl apply --server-side --force-conflicts -f chart/crds"));

                installation.kubectl("apply", "--server-side", "--force-conflicts", "-f", "../chart/crds");
                installation.bindClusterAdmin("late-admin", "default", "late");
                installation.eventuallyOpen("late-admin");
                eventually(() -> assertThat(guard.readiness()).doesNotContain("DEGRADED"));
            }
        }
    }
}
