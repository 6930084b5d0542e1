package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RbacChange;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what, from where, and whether the admission webhook was asked. */
@WithControlPlane
class ChangesIT {

    /** Whoever adds an audit annotation of that key looks like the webhook to the API server's audit log; it is written the same way. */
    private static final String ASKED = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: { name: validate.rbac-guard.kuryzhev.cloud }
            spec:
              matchConstraints:
                resourceRules:
                  - { apiGroups: [rbac.authorization.k8s.io], apiVersions: [v1], resources: ["*"], operations: [CREATE, UPDATE] }
              auditAnnotations: [{ key: policy, valueExpression: "'asked'" }]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: { name: asked }
            spec: { policyName: validate.rbac-guard.kuryzhev.cloud, validationActions: [Audit] }
            """;

    private final Installation cluster;
    private final ControlPlane plane;

    ChangesIT(ControlPlane plane) throws InterruptedException {
        this.plane = plane;
        this.cluster = Installation.in(plane);
    }

    @Test
    void aChangeThatTheWebhookWasNotAskedAboutIsAViolationUntilItIsAsked(@TempDir Path directory) throws Exception {
        cluster.makeNamespace("outside");
        try (Guard _ =
                Guard.start(cluster.auditor(), plane.auditLog(), directory, "--rbac-guard.changes.admission=true")) {
            cluster.kubectl("create", "rolebinding", "-n", "outside", "sneaky", "--clusterrole=view", "--user=jane");

            eventually(() -> assertThat(cluster.phase("RoleBinding", "sneaky")).isEqualTo("Open"));
            assertThat(violation("sneaky").getSpec().violatedRules()).containsExactly("changed_outside_admission");
            eventually(() -> assertThat(changes("sneaky")).singleElement().satisfies(it -> {
                assertThat(it.what()).isEqualTo("created");
                assertThat(it.by()).isNotEmpty();
                assertThat(it.from()).containsExactly("127.0.0.1");
                assertThat(it.agent()).startsWith("kubectl");
                assertThat(it.admission()).isEqualTo("outside");
                assertThat(it.diff()).contains("+  name: jane", "+  name: view");
            }));

            cluster.apply(ASKED);
            eventually(() -> {
                cluster.kubectl(
                        "annotate",
                        "--overwrite",
                        "rolebinding",
                        "-n",
                        "outside",
                        "sneaky",
                        "audit.kuryzhev.cloud/reviewed-at=" + java.time.Instant.now());
                assertThat(cluster.phase("RoleBinding", "sneaky")).isEqualTo("Resolved");
            });
        } finally {
            cluster.kubectl("delete", "--ignore-not-found", "validatingadmissionpolicybinding", "asked");
            cluster.kubectl(
                    "delete", "--ignore-not-found", "validatingadmissionpolicy", "validate.rbac-guard.kuryzhev.cloud");
            cluster.kubectl("delete", "rolebinding", "-n", "outside", "sneaky");
        }
    }

    @Test
    void everyChangeOfAClusterRoleBindingIsToldOnceWithWhoAndWhat(@TempDir Path directory) throws Exception {
        try (Guard _ = Guard.start(cluster, directory)) {
            eventually(() -> assertThat(cluster.kubectl("get", "lease", "-A")).contains("in-process"));
            cluster.kubectl("create", "clusterrolebinding", "harmless", "--clusterrole=view", "--user=jane");
            eventually(() ->
                    assertThat(cluster.phase("ClusterRoleBinding", "harmless")).isEqualTo("Noted"));
            eventually(() -> assertThat(told("harmless")).hasSize(1)); // what comes before that is told with it
            cluster.kubectl(
                    "patch",
                    "clusterrolebinding",
                    "harmless",
                    "--type=json",
                    "-p",
                    "[{\"op\":\"replace\",\"path\":\"/subjects/0/name\",\"value\":\"joe\"}]");
            eventually(() -> assertThat(changes("harmless")).hasSize(2));

            assertThat(changes("harmless").getLast()).satisfies(it -> {
                assertThat(it.what()).isEqualTo("changed");
                assertThat(it.diff()).contains("-  name: jane\n", "+  name: joe\n");
                assertThat(it.agent()).startsWith("kubectl");
            });
            assertThat(violation("harmless").getSpec().findings()).isEmpty();
            eventually(() -> assertThat(told("harmless"))
                    .hasSize(2)
                    .allMatch(it -> it.getReason().equals("RBACViolationNoted"))
                    .anyMatch(it -> it.getMessage().contains("+  name: joe")));
            cluster.settledVersions();
        }

        cluster.kubectl("delete", "clusterrolebinding", "harmless");
        try (Guard _ = Guard.start(cluster, directory)) {
            eventually(() -> assertThat(changes("harmless")).hasSize(3));
            assertThat(changes("harmless").getLast()).satisfies(it -> {
                assertThat(it.what()).isEqualTo("deleted");
                assertThat(it.agent()).startsWith("kubectl");
                assertThat(it.diff()).contains("not known");
            });
            eventually(() -> assertThat(told("harmless")).hasSize(3));
            var before = cluster.settledVersions();
            cluster.kubectl("label", "clusterrole", "view", "touched=yes");
            assertThat(cluster.settledVersions()).containsAllEntriesOf(before);
            cluster.kubectl("label", "clusterrole", "view", "touched-");
        }
        assertThat(told("harmless")).hasSize(3);
    }

    private RBACViolation violation(String name) {
        return cluster.violations().stream()
                .filter(it -> it.getSpec() != null && it.getSpec().sourceName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no violation of " + name));
    }

    private List<RbacChange> changes(String name) {
        return violation(name).getSpec().changes();
    }

    /** What was told on the object itself. */
    private List<Event> told(String name) {
        return cluster.client().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(it -> it.getInvolvedObject().getKind().equals("ClusterRoleBinding")
                        && it.getInvolvedObject().getName().equals(name))
                .toList();
    }
}
