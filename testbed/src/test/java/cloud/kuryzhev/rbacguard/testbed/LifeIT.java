package cloud.kuryzhev.rbacguard.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a control plane begins and ends: each test has its own. */
class LifeIT {

    @Test
    void aRestartedApiServerStillKnowsWhatItKnew() throws InterruptedException {
        try (ControlPlane plane = ControlPlane.start()) {
            User account = plane.serviceAccount("default", "survivor");

            plane.stopApiServer();
            assertThat(plane.admin().kubectl().run("get", "namespaces").stderr())
                    .contains("connection refused");

            plane.startApiServer();
            assertThat(account.kubectl().run("auth", "whoami").stdout()).contains(account.name());
            assertThat(plane.processes()).hasSize(3);
        }
    }

    @Test
    void aClosedControlPlaneLeavesNothing() throws InterruptedException {
        ControlPlane plane = ControlPlane.start();
        List<ChildProcess> processes = plane.processes();

        plane.close();

        assertThat(processes).hasSize(3).noneMatch(ChildProcess::isAlive);
        assertThat(plane.directory()).doesNotExist();
    }

    @Test
    void aServerThatEndsAtOnceSaysWhyAndKeepsItsLog() {
        IllegalStateException failure =
                catchThrowableOfType(IllegalStateException.class, () -> ControlPlaneOptions.DEFAULT
                        .withApiServerFlag("--no-such-flag")
                        .start());

        assertThat(failure).hasMessageContainingAll("kube-apiserver", "exit code 1", "unknown flag: --no-such-flag");
        Path log = Path.of(String.valueOf(failure.getMessage()).replaceAll("(?s).*its log is (\\S+) and.*", "$1"));
        assertThat(log).content().contains("unknown flag");
        new Layout(log.resolveSibling("")).delete();
    }
}
