package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class PolicyConfigMapIT {

    @Test
    void anUnusablePolicyIsToldAndChangesNothing(ControlPlane plane, @TempDir Path directory)
            throws InterruptedException {
        Installation cluster = Installation.in(plane);
        try (Guard guard = Guard.start(cluster, directory)) {
            policy(cluster, "forbidden_roles: [view]");
            cluster.kubectl("create", "clusterrolebinding", "viewers", "--clusterrole=view", "--group=viewers");
            cluster.eventuallyOpen("viewers");

            policy(cluster, "forbidden_rolls: [view]");
            eventually(() ->
                    assertThat(cluster.phase("ConfigMap", "rbac-audit-policy")).isEqualTo("Open"));
            assertTold(cluster, guard);
            cluster.kubectl("create", "clusterrolebinding", "more-viewers", "--clusterrole=view", "--group=viewers");
            cluster.eventuallyOpen("more-viewers");

            policy(cluster, "forbidden_roles: []");
            cluster.eventuallyResolved("viewers");
            cluster.eventuallyResolved("more-viewers");
            assertThat(cluster.phase("ConfigMap", "rbac-audit-policy")).isEqualTo("Resolved");
            assertThat(guard.readiness()).doesNotContain("DEGRADED");
        } finally {
            cluster.kubectl("delete", "configmap", "-n", "kube-system", "rbac-audit-policy");
            cluster.kubectl("delete", "clusterrolebinding", "viewers", "more-viewers");
        }
    }

    private static void assertTold(Installation cluster, Guard guard) {
        RBACViolation violation =
                cluster.violation("ConfigMap", "rbac-audit-policy").orElseThrow();
        assertThat(violation.getMetadata().getNamespace()).isEqualTo("kube-system");
        assertThat(violation.getSpec().violatedRules()).containsExactly("policy_unusable");
        assertThat(violation.getSpec().findings().getFirst().reason())
                .contains("line 1, column 1", "unknown key \"forbidden_rolls\"", "last good policy stays in force");
        assertThat(violation.getStatus().conditions().getFirst())
                .satisfies(it -> assertThat(it.getMessage()).contains("policy_unusable"))
                .satisfies(it -> assertThat(it.getStatus()).isEqualTo("False"));
        eventually(() -> assertThat(cluster.kubectl("events", "-n", "kube-system", "--for=cm/rbac-audit-policy"))
                .contains("Warning", "RBACViolationOpened", "forbidden_rolls"));
        assertThat(guard.metric("rbac_guard_policy_reads_total{result=\"rejected\"}"))
                .isEqualTo(1);
        assertThat(guard.get("/health/readiness"))
                .satisfies(it -> assertThat(it.statusCode()).isEqualTo(200))
                .satisfies(it -> assertThat(it.body()).contains("DEGRADED", "last good policy"));
    }

    private static void policy(Installation cluster, String yaml) throws InterruptedException {
        cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: rbac-audit-policy, namespace: kube-system }
                data: { policy.yaml: '%s' }
                """.formatted(yaml));
    }
}
