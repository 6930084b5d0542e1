package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ShadowWatch;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a suggestion would have denied before it is applied, and what is done about what it denies afterwards. */
@WithControlPlane
class ShadowAndRollbackIT {

    /** Long enough for the log to tell of the one request before a first suggestion is made, which without it would be withdrawn. */
    private static final String SEEN_BEFORE_SUGGESTED = "--rbac-guard.suggestion.minimum-window=8s";

    private static Installation cluster;
    private static Guard guard;

    @BeforeAll
    static void start(ControlPlane plane, @TempDir Path directory) throws InterruptedException {
        cluster = Installation.in(plane);
        cluster.allowRemediation();
        guard = Guard.start(
                cluster.auditor(),
                plane.auditLog(),
                directory,
                SEEN_BEFORE_SUGGESTED,
                "--rbac-guard.remediation.enabled=true",
                "--rbac-guard.remediation.rollback=auto");
    }

    @AfterAll
    static void stop() {
        guard.close();
    }

    @Test
    void aSuggestionThatWouldDenyARequestIsWithdrawnAndRemade(ControlPlane plane) {
        User worker = suggested(plane, "shadowed");
        eventually(() -> assertThat(shadow("shadowed").since()).isNotNull());
        assertThat(shadow("shadowed").wouldDeny()).isEmpty();
        assertThat(shadow("shadowed").requests()).isZero();

        worker.client().secrets().inNamespace("shadowed").list();

        eventually(() -> assertThat(shadow("shadowed").wouldDeny())
                .containsExactly("ServiceAccount shadowed/worker: list secrets -n shadowed"));
        assertThat(shadow("shadowed").withdrawnAt()).isNotNull();
        assertThat(shadow("shadowed").requestsBefore())
                .as("requests that the new one is not judged by: they made it")
                .isGreaterThanOrEqualTo(2);
        assertThat(violation("shadowed").getSpec().suggestion()).isNotNull().satisfies(it -> assertThat(it.manifest())
                .contains("pods", "secrets"));
        cluster.deleteClusterRoleBinding("shadowed-admin");
    }

    @Test
    void theOldBindingIsPutBackAtTheFirstRefusal(ControlPlane plane) {
        User worker = suggested(plane, "rolled");
        cluster.decide("rolled-admin", "approve", "\"by\":\"bob\",\"at\":\"2026-06-01T08:00:00Z\"");
        eventually(() ->
                assertThat(cluster.phase("ClusterRoleBinding", "rolled-admin")).isEqualTo("Applied"));
        assertThatThrownBy(() -> worker.client().secrets().inNamespace("rolled").list())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("forbidden");

        eventually(() -> assertThat(remediation("rolled").step()).isEqualTo(Remediation.RESTORED));

        assertThat(remediation("rolled").refused())
                .containsExactly("ServiceAccount rolled/worker: list secrets -n rolled");
        eventually(
                () -> assertThat(worker.client().secrets().inNamespace("rolled").list())
                        .isNotNull());
        eventually(() ->
                assertThat(cluster.phase("ClusterRoleBinding", "rolled-admin")).isEqualTo("Regressed"));
        assertThat(cluster.client().rbac().roles().inNamespace("rolled").list().getItems())
                .isEmpty();
        cluster.deleteClusterRoleBinding("rolled-admin");
    }

    /** A service account with everything, which was seen to list pods, and has a suggestion for just that. */
    private static User suggested(ControlPlane plane, String name) {
        User worker = plane.serviceAccount(name, "worker");
        cluster.bindClusterAdmin(name + "-admin", name, "worker");
        worker.client().pods().inNamespace(name).list();
        eventually(() -> assertThat(violation(name).getSpec().suggestion())
                .isNotNull()
                .satisfies(it -> assertThat(it.manifest()).contains("pods").doesNotContain("secrets")));
        return worker;
    }

    private static ShadowWatch shadow(String name) {
        return Optional.ofNullable(violation(name).getStatus())
                .flatMap(it -> Optional.ofNullable(it.shadow()))
                .orElseThrow(() -> new AssertionError("nothing of " + name + " is watched yet"));
    }

    private static Remediation remediation(String name) {
        return Optional.ofNullable(violation(name).getStatus().remediation())
                .orElseThrow(() -> new AssertionError("nothing is applied for " + name + " yet"));
    }

    private static RBACViolation violation(String name) {
        return cluster.violation("ClusterRoleBinding", name + "-admin")
                .orElseThrow(() -> new AssertionError("no violation of " + name + "-admin yet"));
    }
}
