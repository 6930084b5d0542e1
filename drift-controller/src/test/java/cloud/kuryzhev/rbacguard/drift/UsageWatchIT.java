package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an hour between regular cycles, and nothing changed in RBAC. */
@WithControlPlane
class UsageWatchIT {

    @Test
    void newUsageIsToldSoon(ControlPlane plane, @TempDir Path directory) throws InterruptedException {
        var cluster = Installation.in(plane);
        User worker = plane.serviceAccount("soon", "worker");
        cluster.kubectl("create", "role", "-n", "soon", "worker", "--verb=get,list", "--resource=pods,services");
        cluster.kubectl(
                "create", "rolebinding", "-n", "soon", "worker", "--role=worker", "--serviceaccount=soon:worker");
        worker.client().pods().inNamespace("soon").list();
        try (Guard guard = Guard.start(cluster.auditor(), plane.auditLog(), directory, "--rbac-guard.cycle=1h")) {
            eventually(() -> assertThat(resources(cluster)).containsExactly("pods"));

            worker.client().services().inNamespace("soon").list();

            eventually(() -> assertThat(resources(cluster)).containsExactly("pods", "services"));
            String source = "{source=\"file:" + plane.auditLog().toAbsolutePath() + "\"}";
            eventually(() -> assertThat(guard.metrics()) // which look at the store every second
                    .contains("rbac_guard_audit_gaps" + source + " 0.0", "rbac_guard_audit_lag_seconds" + source));
            assertThat(guard.metric("rbac_guard_usage_store_bytes")).isPositive();
        }
    }

    private static List<String> resources(Installation cluster) {
        return cluster.usage("soon", "worker").map(RBACUsage::getSpec).stream()
                .flatMap(it -> it.used().stream())
                .flatMap(it -> it.rules().stream())
                .flatMap(it -> it.resources().stream())
                .toList();
    }
}
