package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.drift.Discovery;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery.Served;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithControlPlane
class DiscoverySourceIT {

    @Test
    void everybodyMayReadWhatIsServed(ControlPlane plane) {
        Discovery discovery = new DiscoverySource(
                        plane.user("nobody-in-particular").client())
                .read()
                .orElseThrow();
        assertThat(discovery.toString()).matches("v1\\.\\d+\\.\\d+.*, \\d\\d+ resources");
        assertThat(discovery.resources())
                .contains(
                        new Served("", "pods/log", true, List.of("get")),
                        new Served(
                                "rbac.authorization.k8s.io",
                                "clusterroles",
                                false,
                                List.of(
                                        "create",
                                        "delete",
                                        "deletecollection",
                                        "get",
                                        "list",
                                        "patch",
                                        "update",
                                        "watch")));
    }
}
