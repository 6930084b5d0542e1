package cloud.kuryzhev.rbacguard.kube;

import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@WithControlPlane
class ApiServerProbeIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void anyUserSeesTheApiServerGoAndComeBack(ControlPlane plane) {
        try (TcpGate gate = plane.gate();
                ApiServerProbe probe =
                        new ApiServerProbe(plane.developer().through(gate).client())) {
            await().atMost(SOON).until(probe::reachable);

            gate.shut();
            await().atMost(SOON).until(() -> !probe.reachable());

            gate.open();
            await().atMost(SOON).until(probe::reachable);
        }
    }
}
