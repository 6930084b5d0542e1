package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an approval to what is applied, watched, put back on request, and what is never touched. */
@WithControlPlane
class RemediationIT {

    private static Installation cluster;
    private static Guard guard;

    @BeforeAll
    static void start(ControlPlane plane, @TempDir Path directory) throws InterruptedException {
        cluster = Installation.in(plane);
        cluster.allowRemediation();
        guard = Guard.start(cluster.auditor(), plane.auditLog(), directory, "--rbac-guard.remediation.enabled=true");
    }

    @AfterAll
    static void stop() {
        guard.close();
    }

    @Test
    void anApprovedSuggestionTakesTheBindingsPlaceAndIsUndoneOnRequest(ControlPlane plane) {
        User worker = suggested(plane, "applied");
        String uid = Objects.requireNonNull(binding("applied")).getMetadata().getUid();

        decide("applied", "approve", "bob");

        eventually(() -> assertThat(phase("applied")).isEqualTo("Applied"));
        assertThat(binding("applied")).isNull();
        worker.client().pods().inNamespace("applied").list();
        assertThatThrownBy(
                        () -> worker.client().secrets().inNamespace("applied").list())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("forbidden");
        assertThat(remediation("applied").approvedBy()).isEqualTo("bob");
        assertThat(remediation("applied").uid()).isEqualTo(uid);
        assertThat(cluster.client()
                        .rbac()
                        .roles()
                        .inNamespace("applied")
                        .withName("applied-admin-least")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("audit.kuryzhev.cloud/replaces", "ClusterRoleBinding applied-admin");

        eventually(() -> assertThat(phase("applied")).isEqualTo("Regressed"));
        assertThat(remediation("applied").refused())
                .containsExactly("ServiceAccount applied/worker: list secrets -n applied");
        eventually(() -> assertThat(cluster.reasons("ClusterRoleBinding"))
                .contains("RBACViolationApproved", "RBACViolationApplied", "RBACViolationRegressed"));

        decide("applied", "undo", "carol");

        eventually(() -> assertThat(remediation("applied").step()).isEqualTo("Restored"));
        assertThat(binding("applied")).isNotNull().satisfies(it -> {
            assertThat(it.getRoleRef().getName()).isEqualTo("cluster-admin");
            assertThat(it.getMetadata().getLabels()).containsEntry("team", "applied");
        });
        assertThat(cluster.client().rbac().roles().inNamespace("applied").list().getItems())
                .isEmpty();
        assertThat(cluster.client()
                        .rbac()
                        .roleBindings()
                        .inNamespace("applied")
                        .list()
                        .getItems())
                .isEmpty();
        cluster.deleteClusterRoleBinding("applied-admin");
    }

    @Test
    void whoMadeABindingCannotApproveItsReplacement(ControlPlane plane) throws InterruptedException {
        suggested(plane, "author");
        cluster.kubectl("annotate", "clusterrolebinding", "author-admin", "audit.kuryzhev.cloud/created-by=alice");

        decide("author", "approve", "alice");

        eventually(() -> assertThat(remediation("author").message())
                .isEqualTo("alice made ClusterRoleBinding author-admin, and somebody else must approve"));
        assertThat(phase("author")).isEqualTo("Approved");
        assertThat(binding("author")).isNotNull();
        cluster.deleteClusterRoleBinding("author-admin");
    }

    @Test
    void anApprovalOfWhatHasChangedSinceIsNotApplied(ControlPlane plane) {
        User worker = suggested(plane, "outdated");
        String content =
                Objects.requireNonNull(violation("outdated").getStatus().content());
        worker.client().configMaps().inNamespace("outdated").list();
        eventually(() -> assertThat(violation("outdated").getStatus().content()).isNotEqualTo(content));

        cluster.decide("outdated-admin", "approve", "\"by\":\"bob\",\"about\":\"" + content + "\"");

        eventually(() -> assertThat(violation("outdated").getStatus().conditions())
                .anyMatch(it -> it.getReason().equals("ContentChanged")));
        assertThat(phase("outdated")).isEqualTo("Open");
        assertThat(binding("outdated")).isNotNull();
        cluster.deleteClusterRoleBinding("outdated-admin");
    }

    @Test
    void nobodyIsTakenAnythingFromInARestrictedNamespace(ControlPlane plane) {
        suggested(plane, "payments");

        decide("payments", "approve", "bob");

        eventually(() -> assertThat(remediation("payments").message()).contains("namespace payments is restricted"));
        assertThat(binding("payments")).isNotNull();
        cluster.deleteClusterRoleBinding("payments-admin");
    }

    @Test
    void aRoleBindingCanAskForItByItsLabel(ControlPlane plane) throws InterruptedException {
        User worker = plane.serviceAccount("labelled", "worker");
        cluster.kubectl(
                "create",
                "rolebinding",
                "worker-admin",
                "--namespace=labelled",
                "--clusterrole=cluster-admin",
                "--serviceaccount=labelled:worker");
        eventuallyLists(worker, "labelled");
        eventually(() -> assertThat(cluster.violation("RoleBinding", "worker-admin"))
                .hasValueSatisfying(it ->
                        assertThat(String.valueOf(it.getSpec().suggestion())).contains("pods")));

        String asksForIt = "audit.kuryzhev.cloud/auto-remediate=true";
        cluster.kubectl("label", "rolebinding", "worker-admin", "--namespace=labelled", asksForIt);
        eventually(
                () -> assertThat(cluster.phase("RoleBinding", "worker-admin")).isEqualTo("Applied"));
        worker.client().pods().inNamespace("labelled").list();
        assertThatThrownBy(
                        () -> worker.client().secrets().inNamespace("labelled").list())
                .isInstanceOf(KubernetesClientException.class);
    }

    /** A service account with everything, which was seen to list pods, and has a suggestion for just that. */
    static User suggested(ControlPlane plane, String name) {
        User worker = plane.serviceAccount(name, "worker");
        cluster.bindClusterAdmin(name + "-admin", name, "worker");
        cluster.client().rbac().clusterRoleBindings().withName(name + "-admin").edit(it -> it.edit()
                .editMetadata()
                .addToLabels("team", name)
                .endMetadata()
                .build());
        eventuallyLists(worker, name);
        eventually(() -> assertThat(violation(name).getSpec().suggestion())
                .isNotNull()
                .satisfies(it -> assertThat(it.manifest()).contains("pods")));
        return worker;
    }

    /** Once the API server's authorizer has seen the binding. */
    private static void eventuallyLists(User worker, String namespace) {
        eventually(() -> assertThatCode(
                        () -> worker.client().pods().inNamespace(namespace).list())
                .doesNotThrowAnyException());
    }

    private static void decide(String name, String decision, String by) {
        cluster.decide(name + "-admin", decision, "\"by\":\"" + by + "\",\"at\":\"2026-06-01T08:00:00Z\"");
    }

    private static RBACViolation violation(String name) {
        return cluster.violation("ClusterRoleBinding", name + "-admin")
                .orElseThrow(() -> new AssertionError("no violation of " + name + "-admin yet"));
    }

    private static String phase(String name) {
        return cluster.phase("ClusterRoleBinding", name + "-admin");
    }

    private static Remediation remediation(String name) {
        return Optional.ofNullable(violation(name).getStatus().remediation())
                .orElseThrow(() -> new AssertionError("nothing is applied for " + name + "-admin yet"));
    }

    private static @Nullable ClusterRoleBinding binding(String name) {
        return cluster.client()
                .rbac()
                .clusterRoleBindings()
                .withName(name + "-admin")
                .get();
    }
}
