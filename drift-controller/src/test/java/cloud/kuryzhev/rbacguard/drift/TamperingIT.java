package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard's own objects are put back, with no more rights than that takes, and people are told. */
@WithControlPlane
class TamperingIT {

    /** Of a group that nobody has: nothing is ever refused. */
    private static final String CONFIGURATION = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: { name: rbac-guard }
            webhooks:
              - name: validate.rbac-guard.kuryzhev.cloud
                clientConfig: { url: "https://127.0.0.1:1/validate" }
                rules: [{ apiGroups: [nobody.example], apiVersions: [v1], resources: [things], operations: [CREATE] }]
                failurePolicy: Fail
                sideEffects: None
                admissionReviewVersions: [v1]
            """;

    private final Installation cluster;

    TamperingIT(ControlPlane plane) throws InterruptedException {
        this.cluster = Installation.in(plane);
        cluster.allowPuttingBack();
    }

    @AfterEach
    void uninstall() throws InterruptedException {
        cluster.kubectl("delete", "--ignore-not-found", "validatingwebhookconfiguration", "rbac-guard");
    }

    @Test
    void aWebhookConfigurationThatIsChangedOrDeletedIsPutBackAndTold(@TempDir Path directory) throws Exception {
        Path manifests = Files.createDirectory(directory.resolve("own"));
        Files.writeString(manifests.resolve("webhook.yaml"), CONFIGURATION);
        Files.copy(Path.of("../chart/crds/rbacusages.audit.kuryzhev.cloud.yaml"), manifests.resolve("rbacusages.yaml"));
        cluster.apply(CONFIGURATION);
        try (Guard _ = Guard.start(
                cluster.auditor(),
                cluster.plane().auditLog(),
                directory,
                "--rbac-guard.own.manifests=" + manifests,
                "--rbac-guard.own.grace=3s")) {
            eventually(() -> assertThat(cluster.kubectl("get", "lease", "-A")).contains("in-process"));
            cluster.kubectl(
                    "patch",
                    "validatingwebhookconfiguration",
                    "rbac-guard",
                    "--type=json",
                    "-p",
                    "[{\"op\":\"replace\",\"path\":\"/webhooks/0/failurePolicy\",\"value\":\"Ignore\"}]");
            eventually(() -> assertThat(phase()).isEqualTo("Open"));
            assertThat(cluster.violation("ValidatingWebhookConfiguration", "rbac-guard")
                            .orElseThrow()
                            .getSpec()
                            .findings()
                            .getFirst()
                            .reason())
                    .contains("webhooks[0].failurePolicy");
            eventually(() -> assertThat(failurePolicy()).isEqualTo("Fail"));
            eventually(() -> assertThat(phase()).isEqualTo("Resolved"));

            cluster.kubectl("delete", "validatingwebhookconfiguration", "rbac-guard");
            eventually(() -> assertThat(failurePolicy()).isEqualTo("Fail"));
            eventually(() -> assertThat(cluster.reasons("ValidatingWebhookConfiguration"))
                    .contains("RBACViolationOpened", "RBACViolationResolved"));

            cluster.kubectl("delete", "crd", "rbacusages.audit.kuryzhev.cloud");
            eventually(() -> assertThat(cluster.kubectl("get", "crd", "-o", "name"))
                    .contains("rbacusages.audit.kuryzhev.cloud"));
        }
    }

    private String phase() {
        return cluster.phase("ValidatingWebhookConfiguration", "rbac-guard");
    }

    private String failurePolicy() throws InterruptedException {
        return cluster.kubectl(
                "get",
                "validatingwebhookconfiguration",
                "rbac-guard",
                "--ignore-not-found",
                "-o",
                "jsonpath={.webhooks[0].failurePolicy}");
    }
}
