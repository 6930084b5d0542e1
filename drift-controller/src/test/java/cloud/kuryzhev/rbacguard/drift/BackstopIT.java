package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy holds with no admission replica at all, as long as somebody wants it to. */
@WithControlPlane
class BackstopIT {

    private static final String BINDING = "rbac-guard-backstop-bindings";

    private final ControlPlane plane;

    BackstopIT(ControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void itFollowsThePolicyIsPutRightWhenDeletedAndGoesWhenItIsSwitchedOff(@TempDir Path directory)
            throws InterruptedException {
        Installation cluster = Installation.in(plane);
        try (var _ =
                Guard.start(cluster.auditor(), plane.auditLog(), directory, "--rbac-guard.backstop.enabled=true")) {
            eventually(() -> assertThat(bind("cluster-admin")).contains("forbidden_role_ref:cluster-admin"));
            assertThat(bind("view")).isEmpty();

            forbid(cluster, "[view]");
            eventually(() -> assertThat(bind("view")).contains("forbidden_role_ref:view"));
            eventually(() -> assertThat(bind("cluster-admin")).isEmpty());

            String deleted = uid(cluster);
            cluster.kubectl("delete", "validatingadmissionpolicybinding", BINDING);
            eventually(() -> assertThat(uid(cluster)).isNotEmpty().isNotEqualTo(deleted));
            eventually(() -> assertThat(bind("view")).contains("forbidden_role_ref:view"));
        } finally {
            cluster.kubectl("delete", "configmap", "-n", "kube-system", "rbac-audit-policy");
        }
        try (var _ = Guard.start(cluster, directory)) {
            eventually(() -> assertThat(cluster.kubectl(
                            "get", "validatingadmissionpolicies,validatingadmissionpolicybindings", "-o", "name"))
                    .isEmpty());
        }
    }

    private static String uid(Installation cluster) throws InterruptedException {
        return cluster.kubectl(
                "get",
                "validatingadmissionpolicybinding",
                BINDING,
                "--ignore-not-found",
                "-o",
                "jsonpath={.metadata.uid}");
    }

    private String bind(String role) throws InterruptedException {
        Kubectl.Result result = plane.admin()
                .kubectl()
                .run(
                        "create",
                        "clusterrolebinding",
                        "backstopped",
                        "--clusterrole=" + role,
                        "--user=jane",
                        "--dry-run=server");
        return result.stderr();
    }

    private static void forbid(Installation cluster, String roles) throws InterruptedException {
        cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: rbac-audit-policy, namespace: kube-system }
                data: { policy.yaml: 'forbidden_roles: %s' }
                """.formatted(roles));
    }
}
