package cloud.kuryzhev.rbacguard.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a control plane begins and ends: each of these has its own. */
class LifeIT {

    @Test
    void aRestartedApiServerStillKnowsWhatItKnew() throws InterruptedException {
        try (ControlPlane plane = ControlPlane.start()) {
            User account = plane.serviceAccount("default", "survivor");
            long t0 = System.nanoTime();
            plane.stopApiServer();
            System.err.println("stop " + (System.nanoTime() - t0) / 1000000);
            plane.startApiServer();
            System.err.println("start " + (System.nanoTime() - t0) / 1000000);

            assertThat(account.kubectl().run("auth", "whoami").stdout()).contains(account.name());
            System.err.println("who " + (System.nanoTime() - t0) / 1000000);
        }
    }
}
