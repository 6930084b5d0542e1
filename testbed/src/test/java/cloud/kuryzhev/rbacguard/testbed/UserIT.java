package cloud.kuryzhev.rbacguard.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithControlPlane
class UserIT {

    private final ControlPlane plane;

    UserIT(ControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void theDeveloperIsRefusedByName() throws InterruptedException {
        Kubectl.Result refused = plane.developer().kubectl().run("get", "pods", "-n", "default");

        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.stderr()).contains("User \"developer\" cannot list resource \"pods\"");
    }

    @Test
    void aUserByCertificateIsInItsGroups() {
        assertThat(groups(plane.user("ann", "web", "system:masters")))
                .containsExactlyInAnyOrder("web", "system:masters", "system:authenticated");
    }

    @Test
    void aServiceAccountIsInTheGroupsOfItsKind() {
        assertThat(groups(plane.serviceAccount("shop", "till")))
                .containsExactlyInAnyOrder(
                        "system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated");
    }

    @Test
    void aServiceAccountMayBeAskedForTwice() {
        assertThat(groups(plane.serviceAccount("shop", "twice")))
                .isEqualTo(groups(plane.serviceAccount("shop", "twice")));
    }

    @Test
    void whatAServiceAccountDoesIsInTheAuditLogWithTheDecisionAndItsReason() throws InterruptedException {
        User reader = plane.serviceAccount("shop", "reader");
        plane.admin()
                .client()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("shop-reader")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                        .addNewSubject("", "ServiceAccount", "reader", "shop")
                        .build())
                .create();
        assertThat(Eventually.holds(() -> mayListPods(reader))).isTrue();

        assertThat(Eventually.holds(() -> auditLog().stream()
                        .filter(line -> line.contains("\"username\":\"" + reader.name() + "\""))
                        .filter(line -> line.contains("\"authorization.k8s.io/decision\":\"allow\""))
                        .anyMatch(line -> line.contains("ClusterRoleBinding \\\"shop-reader\\\" of ClusterRole"))))
                .isTrue();
    }

    @Test
    void aUserBehindAShutGateIsCutOffAndNobodyElse() throws InterruptedException {
        try (TcpGate gate = plane.gate()) {
            Kubectl behind = plane.admin().through(gate).kubectl();
            assertThat(behind.run("get", "namespaces").succeeded()).isTrue();

            gate.shut();
            assertThat(behind.run("get", "namespaces").stderr()).contains("connection");
            assertThat(plane.admin().kubectl().run("get", "namespaces").succeeded())
                    .isTrue();

            gate.open();
            assertThat(behind.run("get", "namespaces").succeeded()).isTrue();
        }
    }

    @Test
    void aClientReachesTheServerThroughAGate() {
        try (TcpGate gate = plane.gate()) {
            assertThatThrownBy(() -> plane.developer()
                            .through(gate)
                            .client()
                            .secrets()
                            .inNamespace("default")
                            .list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("User \"developer\" cannot list resource \"secrets\"");
        }
    }

    private static List<String> groups(User user) {
        return user.client()
                .resource(new SelfSubjectReview())
                .create()
                .getStatus()
                .getUserInfo()
                .getGroups();
    }

    private static boolean mayListPods(User user) {
        try {
            return user.client().pods().inNamespace("shop").list() != null;
        } catch (KubernetesClientException _) {
            return false;
        }
    }

    private List<String> auditLog() {
        try {
            return Files.readAllLines(plane.auditLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
