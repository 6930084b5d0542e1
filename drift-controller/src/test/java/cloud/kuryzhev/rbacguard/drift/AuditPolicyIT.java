package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.ControlPlaneOptions;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API server and the guard under the same audit policy, which leaves something out. */
class AuditPolicyIT {

    private static final String NO_CONFIG_MAPS = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: None
              resources: [{ group: "", resources: [configmaps] }]
            - level: Metadata
            """;

    @TempDir
    private Path directory;

    @Test
    void whatTheApiServerDoesNotLogIsNeverSaidToBeUnused() throws Exception {
        Path file = Files.writeString(directory.resolve("audit-policy.yaml"), NO_CONFIG_MAPS);
        try (ControlPlane plane =
                ControlPlaneOptions.DEFAULT.withAuditPolicy(NO_CONFIG_MAPS).start()) {
            var cluster = Installation.in(plane);
            try (Guard guard =
                    Guard.start(cluster.auditor(), plane.auditLog(), directory, "--rbac-guard.audit-policy=" + file)) {
                User worker = plane.serviceAccount("blind", "worker");
                cluster.apply("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: Role
                        metadata: { name: wide, namespace: blind }
                        rules:
                        - { apiGroups: [""], resources: [pods], verbs: ["*"] }
                        - { apiGroups: [""], resources: [configmaps, services], verbs: [list] }
                        """);
                cluster.kubectl(
                        "create", "rolebinding", "-n", "blind", "wide", "--role=wide", "--serviceaccount=blind:worker");
                worker.client().configMaps().inNamespace("blind").list();
                worker.client().pods().inNamespace("blind").list();

                eventually(
                        () -> assertThat(verdict(cluster, "list pods -n blind")).isEqualTo("used"));
                assertThat(verdict(cluster, "list services -n blind")).isEqualTo("unused");
                assertThat(verdict(cluster, "list configmaps -n blind")).isEqualTo("unobservable");
                RBACViolationSpec spec =
                        cluster.violation("Role", "wide").orElseThrow().getSpec();
                assertThat(spec.usage()).isNotNull().satisfies(it -> assertThat(it.auditPolicy())
                        .isEqualTo(file.toString()));
                assertThat(spec.suggestion()).isNotNull().satisfies(it -> assertThat(it.manifest())
                        .contains("configmaps")
                        .doesNotContain("services"));
                assertThat(guard.readiness()).contains("UP");
            }
        }
    }

    @Test
    void aPolicyThatCannotBeUsedKeepsTheGuardFromStarting() throws IOException {
        Path file = Files.writeString(directory.resolve("broken.yaml"), "kind: Policy");
        var properties = new DriftProperties(
                "guard",
                "release",
                Duration.ofSeconds(1),
                file,
                file.toString(),
                file.toString(),
                Set.of(),
                new DriftProperties.Suggestion(Duration.ZERO, 3, 100),
                new DriftProperties.Usage(Duration.ZERO),
                new DriftProperties.Violations(Duration.ZERO, Duration.ZERO),
                new DriftProperties.Changes(false, Duration.ZERO),
                new DriftProperties.Backstop(false));

        assertThatThrownBy(() -> new DriftConfiguration().driftSettings(properties))
                .hasMessageContaining("broken.yaml is no Policy");
    }

    private static String verdict(Installation cluster, String permission) {
        return cluster.violation("Role", "wide").stream()
                .flatMap(it -> it.getSpec().permissions().stream())
                .filter(it -> it.permission().equals(permission))
                .map(RBACViolationSpec.PermissionState::verdict)
                .findFirst()
                .orElse("");
    }
}
