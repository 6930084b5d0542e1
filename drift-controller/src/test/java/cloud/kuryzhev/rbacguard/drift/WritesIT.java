package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the controller writes, what it does not, and what it does when it cannot. */
class WritesIT extends GuardedCluster {

    @Test
    void usageThatRunsOnIsNoReasonToWrite(ControlPlane plane) throws InterruptedException {
        User worker = plane.serviceAccount("quiet", "worker");
        cluster.bindClusterAdmin("quiet-admin", "quiet", "worker");
        worker.client().pods().inNamespace("quiet").list();
        eventually(() -> assertThat(summary("quiet-admin")).contains("quiet-admin-least"));
        // findings without permissions, suggestions without roles: absent and empty lists are the same
        cluster.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: { name: unbound, namespace: quiet }
                rules: [{ apiGroups: [apps], resources: [deployments], verbs: ["*"] }]
                """);
        eventually(() -> assertThat(cluster.phase("Role", "unbound")).isEqualTo("Open"));

        Map<String, String> before = cluster.settledVersions();
        double cycled = guard.metric("rbac_bindings_scanned_total");
        double used = guard.metric("rbac_guard_audit_events_total{result=\"used\",source=\"file\"}");
        assertThat(used).isPositive();
        eventually(() -> {
            worker.client().pods().inNamespace("quiet").list();
            assertThat(guard.metric("rbac_bindings_scanned_total")).isGreaterThan(cycled + 400);
            assertThat(guard.metric("rbac_guard_audit_events_total{result=\"used\",source=\"file\"}"))
                    .isGreaterThan(used + 10);
        });

        assertThat(cluster.versions()).isEqualTo(before);
        cluster.deleteClusterRoleBinding("quiet-admin");
    }

    @Test
    void aDeletedViolationComesBack() {
        cluster.bindClusterAdmin("stubborn-admin", "default", "stubborn");
        cluster.eventuallyOpen("stubborn-admin");
        RBACViolation first =
                cluster.violation("ClusterRoleBinding", "stubborn-admin").orElseThrow();

        cluster.client().resource(first).delete();

        cluster.eventuallyOpen("stubborn-admin");
        assertThat(cluster.violation("ClusterRoleBinding", "stubborn-admin"))
                .get()
                .satisfies(second -> assertThat(second.getMetadata().getUid())
                        .isNotEqualTo(first.getMetadata().getUid()));
        cluster.deleteClusterRoleBinding("stubborn-admin");
    }

    /** The namespace's finalizer is a role that has one itself: it stays, and nothing new is let in. */
    @Test
    void oneThatCannotBeWrittenDoesNotStopTheOthers() throws InterruptedException {
        cluster.makeNamespace("ending");
        cluster.client()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("undying")
                        .withNamespace("ending")
                        .withFinalizers("example.com/undying")
                        .endMetadata()
                        .build())
                .create();
        cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("ending")
                        .endMetadata()
                        .build())
                .delete();
        eventually(
                () -> assertThat(cluster.kubectl("get", "namespace", "ending")).contains("Terminating"));
        cluster.kubectl(
                "patch",
                "-n",
                "ending",
                "role",
                "undying",
                "-p",
                "{\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"*\"]}]}");
        double failures = guard.metric("rbac_guard_write_failures_total");
        eventually(() ->
                assertThat(guard.metric("rbac_guard_write_failures_total")).isGreaterThan(failures));

        cluster.bindClusterAdmin("other-admin", "default", "other");

        cluster.eventuallyOpen("other-admin");
        assertThat(cluster.violation("Role", "undying")).isEmpty();
        cluster.deleteClusterRoleBinding("other-admin");
        cluster.kubectl("patch", "-n", "ending", "role", "undying", "-p", "{\"metadata\":{\"finalizers\":null}}");
    }

    @Test
    void whatOthersWroteIntoAViolationIsPutRight() throws InterruptedException {
        cluster.apply("""
                apiVersion: audit.kuryzhev.cloud/v1alpha1
                kind: RBACViolation
                metadata: { name: without-spec, namespace: rbac-guard }
                """);
        cluster.bindClusterAdmin("edited-admin", "default", "edited");
        cluster.eventuallyOpen("edited-admin");
        RBACViolation violation =
                cluster.violation("ClusterRoleBinding", "edited-admin").orElseThrow();

        cluster.kubectl(
                "patch",
                "rbacv",
                "-n",
                "rbac-guard",
                violation.getMetadata().getName(),
                "--type=merge",
                "-p",
                "{\"spec\":{\"violatedRules\":[],\"findings\":[],\"severity\":\"LOW\"}}");

        eventually(() -> assertThat(cluster.violation("ClusterRoleBinding", "edited-admin"))
                .get()
                .satisfies(it -> assertThat(it.getSpec().severity()).isEqualTo("CRITICAL"))
                .satisfies(it -> assertThat(it.getSpec().findings())
                        .isEqualTo(violation.getSpec().findings())));
        cluster.deleteClusterRoleBinding("edited-admin");
        cluster.eventuallyResolved("edited-admin");
    }

    @Test
    void whatPeopleDecidedStaysTheirs() throws InterruptedException {
        cluster.bindClusterAdmin("reviewed-admin", "default", "reviewed");
        cluster.eventuallyOpen("reviewed-admin");
        String name = cluster.violation("ClusterRoleBinding", "reviewed-admin")
                .orElseThrow()
                .getMetadata()
                .getName();
        cluster.kubectl(
                "patch",
                "rbacv",
                "-n",
                "rbac-guard",
                name,
                "--type=merge",
                "-p",
                "{\"spec\":{\"severity\":\"LOW\",\"review\":{\"decision\":\"reject\",\"reason\":\"break-glass\"}}}");
        eventually(() -> assertThat(cluster.violation("ClusterRoleBinding", "reviewed-admin"))
                .get()
                .satisfies(it -> assertThat(it.getSpec().severity()).isEqualTo("CRITICAL")));
        cluster.deleteClusterRoleBinding("reviewed-admin");
        cluster.eventuallyResolved("reviewed-admin");

        assertThat(cluster.violation("ClusterRoleBinding", "reviewed-admin"))
                .get()
                .satisfies(it -> {
                    assertThat(it.getSpec().review())
                            .isEqualTo(new ReviewDecision("reject", null, null, "break-glass", null, null));
                    assertThat(it.getMetadata().getManagedFields().stream()
                                    .filter(entry ->
                                            entry.getFieldsV1().toString().contains("f:review"))
                                    .map(entry -> entry.getManager()))
                            .singleElement()
                            .isNotEqualTo(ViolationStore.FIELD_MANAGER);
                });
    }

    @Test
    void aLeaseThatSomebodyEmptiedIsTakenAgain() throws InterruptedException {
        cluster.kubectl(
                "patch",
                "lease",
                "-n",
                Installation.NAMESPACE,
                Leadership.LEASE,
                "--type=merge",
                "-p",
                "{\"spec\":null}");

        eventually(() -> assertThat(cluster.kubectl(
                        "get",
                        "lease",
                        "-n",
                        Installation.NAMESPACE,
                        Leadership.LEASE,
                        "-o",
                        "jsonpath={.spec.holderIdentity}"))
                .isEqualTo("in-process"));
        eventually(() -> assertThat(guard.readiness()).contains("\"leading\":true"));
    }

    @Test
    void aMissingCrdIsSaidAndItsReturnHeals(ControlPlane plane) throws InterruptedException {
        cluster.bindClusterAdmin("unfiled-admin", "default", "unfiled");
        cluster.eventuallyOpen("unfiled-admin");

        cluster.kubectl("delete", "crd", "rbacviolations.audit.kuryzhev.cloud");
        eventually(() -> assertThat(guard.readiness()).contains("DEGRADED", "the last cycle failed"));
        assertThat(guard.metric("rbac_guard_cycle_failures_total{reason=\"error\"}"))
                .isPositive();

        Installation.in(plane);
        cluster.eventuallyOpen("unfiled-admin");
        eventually(() -> assertThat(guard.readiness()).doesNotContain("DEGRADED"));
        cluster.deleteClusterRoleBinding("unfiled-admin");
    }

    private static String summary(String binding) {
        return cluster.violation("ClusterRoleBinding", binding)
                .map(it -> it.getSpec().suggestion())
                .map(it -> it.summary())
                .orElse("");
    }
}
