package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.Test;

/** The chart's webhooks, and not one replica behind them; on a control plane of its own, since that breaks it. */
class NoReplicaIT {

    private static final String BOOTSTRAPPED = "system:node-problem-detector";

    @Test
    void theControlPlaneStartsAndMendsItselfWhileEverybodyElseIsRefused() throws InterruptedException {
        try (ControlPlane plane = ControlPlane.start()) {
            KubernetesClient admin = plane.admin().client();
            admin.resource(aggregated()).create();
            Eventually.holds("view reads widgets", () -> viewReads("widgets", admin));
            NobodyThere.install(plane);
            Eventually.holds("nobody creates a role", () -> !createRole(plane).succeeded());
            role(admin, BOOTSTRAPPED).delete();

            plane.restartApiServer();

            assertThat(role(admin, BOOTSTRAPPED).get()).isNotNull();
            assertThat(createRole(plane).stderr()).contains("failed calling webhook", "connection refused");
            role(admin, "widget-reader").delete();
            Eventually.holds("view reads widgets no more", () -> !viewReads("widgets", admin));
        }
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
