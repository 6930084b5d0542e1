package cloud.kuryzhev.rbacguard.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

@WithControlPlane
class ControlPlaneIT {

    /** Nobody listens on its port; it concerns only objects that ask for it. */
    private static final String WEBHOOK = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: nobody}
            webhooks:
              - name: nobody.rbacguard.test
                clientConfig: {url: "https://127.0.0.1:1/validate"}
                rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
                objectSelector: {matchLabels: {webhook: nobody}}
                admissionReviewVersions: [v1]
                sideEffects: None
            """;

    private static final String CONCERNED = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {generateName: refused-, namespace: default, labels: {webhook: nobody}}
            """;

    private final ControlPlane plane;
    private final KubernetesClient admin;

    ControlPlaneIT(ControlPlane plane) {
        this.plane = plane;
        this.admin = plane.admin().client();
    }

    @Test
    void kubectlAndTheServerGiveTheirVersions() throws InterruptedException {
        Kubectl.Result version = plane.admin().kubectl().run("version");

        assertThat(version.exitCode()).as(version.stderr()).isZero();
        assertThat(version.stdout()).contains("Client Version: v1.", "Server Version: v1.");
    }

    @Test
    void kubectlAppliesWhatItReads() throws InterruptedException {
        Kubectl.Result applied = plane.admin().kubectl().runWith("""
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: read-from-stdin, namespace: default}
                        """, "apply", "-f", "-");

        assertThat(applied.stdout()).as(applied.stderr()).isEqualTo("configmap/read-from-stdin created\n");
    }

    @Test
    void anAdmissionWebhookIsCalledOnLoopback() throws InterruptedException {
        Kubectl kubectl = plane.admin().kubectl();
        kubectl.runWith(WEBHOOK, "apply", "-f", "-");

        assertThat(Eventually.holds(() -> kubectl.runWith(CONCERNED, "create", "-f", "-")
                        .stderr()
                        .contains("connect: connection refused")))
                .isTrue();
    }

    @Test
    void theControllersFillAnAggregatedRole() throws InterruptedException {
        admin.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName("sum")
                        .endMetadata()
                        .withNewAggregationRule()
                        .addNewClusterRoleSelector()
                        .addToMatchLabels("part-of", "sum")
                        .endClusterRoleSelector()
                        .endAggregationRule()
                        .build())
                .create();
        ClusterRole part = new ClusterRoleBuilder()
                .withNewMetadata()
                .withName("part")
                .addToLabels("part-of", "sum")
                .endMetadata()
                .addNewRule()
                .withApiGroups("")
                .withResources("pods")
                .withVerbs("get")
                .endRule()
                .build();

        admin.resource(part).create();

        assertThat(Eventually.holds(() -> part.getRules()
                        .equals(admin.rbac()
                                .clusterRoles()
                                .withName("sum")
                                .require()
                                .getRules())))
                .isTrue();
    }

    @Test
    void aDeletedNamespaceGoesWithWhatIsInIt() throws InterruptedException {
        Namespace namespace = admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("short-lived")
                        .endMetadata()
                        .build())
                .create();
        admin.resource(configMap("short-lived", "inside").build()).create();

        admin.resource(namespace).delete();

        assertThat(Eventually.holds(() -> admin.resource(namespace).get() == null))
                .isTrue();
    }

    @Test
    void whatIsOwnedGoesWithItsOwner() throws InterruptedException {
        ConfigMap owner = admin.resource(configMap("default", "owner").build()).create();
        ConfigMap owned = admin.resource(configMap("default", "owned")
                        .editMetadata()
                        .addNewOwnerReference()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName("owner")
                        .withUid(owner.getMetadata().getUid())
                        .endOwnerReference()
                        .endMetadata()
                        .build())
                .create();

        admin.resource(owner).delete();

        assertThat(Eventually.holds(() -> admin.resource(owned).get() == null)).isTrue();
    }

    private static ConfigMapBuilder configMap(String namespace, String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata();
    }
}
