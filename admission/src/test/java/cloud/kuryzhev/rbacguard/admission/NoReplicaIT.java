package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The chart's webhook configuration, and not one replica behind it; on a control plane of its own, since it breaks it. */
class NoReplicaIT {

    private static final Path WEBHOOK = Path.of("../chart/templates/webhook.yaml");
    private static final String BOOTSTRAPPED = "system:node-problem-detector";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void theControlPlaneStartsAndMendsItselfWhileEverybodyElseIsRefused() throws IOException, InterruptedException {
        try (ControlPlane plane = ControlPlane.start()) {
            KubernetesClient admin = plane.admin().client();
            admin.resource(aggregated()).create();
            await().atMost(SOON).until(() -> viewReads("widgets", admin));
            admin.resource(webhook()).create();
            await().atMost(SOON).until(() -> !createRole(plane).succeeded());
            role(admin, BOOTSTRAPPED).delete();

            plane.restartApiServer();

            assertThat(role(admin, BOOTSTRAPPED).get()).isNotNull();
            assertThat(createRole(plane).stderr()).contains("failed calling webhook", "connection refused");
            role(admin, "widget-reader").delete();
            await().atMost(SOON).until(() -> !viewReads("widgets", admin));
        }
    }

    /** Nothing listens on port 1. */
    private static String webhook() throws IOException {
        String yaml = Files.readString(WEBHOOK)
                .replaceAll("\\{\\{ \\.Values\\.admission\\.url[^}]*}}", "https://127.0.0.1:1/validate")
                .replaceAll("\\{\\{ \\.Values\\.admission\\.caBundle[^}]*}}", "\"\"")
                .replaceAll("\\{\\{ include \"rbac-guard.systemWriters\"[^}]*}}", "[\"system:apiserver\"]");
        assertThat(yaml).contains("failurePolicy: Fail").doesNotContain("{{");
        return yaml;
    }

    private static String aggregated() {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata:
                  name: widget-reader
                  labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
                rules: [{apiGroups: [example.com], resources: [widgets], verbs: [get]}]
                """;
    }

    private static boolean viewReads(String resource, KubernetesClient admin) {
        return role(admin, "view").get().getRules().stream()
                .anyMatch(rule -> rule.getResources().contains(resource));
    }

    private static Resource<ClusterRole> role(KubernetesClient admin, String name) {
        return admin.rbac().clusterRoles().withName(name);
    }

    private static Kubectl.Result createRole(ControlPlane plane) throws InterruptedException {
        return plane.admin()
                .kubectl()
                .run("create", "clusterrole", "any", "--verb=get", "--resource=pods", "--dry-run=server");
    }
}
