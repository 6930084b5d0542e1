package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyEditIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final ControlPlane plane;
    private final KubernetesClient admin;
    private final Kubectl kubectl;
    private final Guard guard;

    PolicyEditIT(ControlPlane plane, @TempDir Path directory) throws IOException {
        this.plane = plane;
        this.admin = plane.admin().client();
        this.kubectl = plane.admin().kubectl();
        this.guard = Guard.installed(plane, directory);
    }

    @BeforeAll
    void withTheDefaultPolicy() throws InterruptedException {
        assertThat(bindEdit().succeeded()).isTrue();
    }

    @AfterAll
    void remove() throws InterruptedException {
        kubectl.run("delete", "configmap", "-n", "kube-system", "rbac-audit-policy");
        Guard.unregister(admin);
        guard.close();
    }

    @Test
    void anEditIsInForceAtOnceAndABadOneIsRefusedWithItsPlace() throws IOException, InterruptedException {
        edit("forbidden_roles: [cluster-admin, edit]");
        await().atMost(SOON).until(() -> bindEdit().stderr().contains("forbidden_role_ref:edit "));

        Kubectl.Result bad = apply("forbidden_roles: cluster-admin\n    forbiden_subjects: []");
        assertThat(bad.succeeded()).isFalse();
        assertThat(bad.stderr())
                .contains(
                        "rbac-guard cannot use this policy:",
                        "policy.yaml line 1, column 18: found \"cluster-admin\"; \"forbidden_roles\" must be a list of names",
                        "policy.yaml line 2, column 1: unknown key \"forbiden_subjects\": did you mean forbidden_subjects?");
        assertThat(bindEdit().stderr()).contains("forbidden_role_ref:edit ");
    }

    @Test
    void aBadPolicyThatGotInAnyhowLeavesTheLastOneInForce() throws IOException, InterruptedException {
        edit("forbidden_roles: [cluster-admin, edit]");
        await().atMost(SOON).until(() -> bindEdit().stderr().contains("forbidden_role_ref:edit "));
        Guard.unregister(admin);
        edit("forbidden_roles: cluster-admin");
        guard.register(admin, guard.port());

        try (Health health = Health.of(guard)) {
            await().atMost(SOON).until(() -> health.status("/health/readiness").equals("200 DEGRADED"));
            assertThat(health.get("/health").body())
                    .contains("the last good policy is in force", "policy.yaml line 1, column 18: ", "must be a list");
            assertThat(health.get("/metrics").body())
                    .contains("rbac_guard_policy_reads_total{result=\"rejected\"} 1.0")
                    .contains("rbac_guard_policy_reads_total{result=\"usable\"} ")
                    .contains("rbac_guard_policy_last_reload_successful 0.0");
            assertThat(bindEdit().stderr()).contains("forbidden_role_ref:edit ");

            edit("forbidden_roles: [cluster-admin]");
            await().atMost(SOON).until(() -> bindEdit().succeeded());
            assertThat(health.status("/health/readiness")).isEqualTo("200 UP");
            assertThat(health.get("/metrics").body()).contains("rbac_guard_policy_last_reload_successful 1.0");
        }
    }

    @Test
    void theHashOfThePolicyInForceIsToldEverywhere() throws IOException, InterruptedException {
        edit("forbidden_roles: [cluster-admin, admin]");
        String hash = Policy.of(
                        Policy.DEFAULT.forbiddenSubjects(),
                        Set.of("cluster-admin", "admin"),
                        Policy.DEFAULT.restrictedNamespaces())
                .hash();
        await().atMost(SOON).until(() -> bind("admin").stderr().contains("(policy " + hash + ")"));
        try (Health health = Health.of(guard)) {
            assertThat(health.get("/metrics").body()).contains("rbac_guard_policy_info{hash=\"" + hash + "\"} 1\n");
            assertThat(health.get("/health/readiness").body()).contains(hash);
            assertThat(health.get("/metrics").body())
                    .contains(
                            "rbac_guard_admission_requests_total{decision=\"denied\",kind=\"RoleBinding\",operation=\"CREATE\",rule=\"forbidden_role_ref\"}",
                            "rbac_guard_admission_duration_seconds_bucket{le=\"0.001\"}");
        }
        await().untilAsserted(() -> assertThat(Files.readString(plane.auditLog()))
                .contains("\"validate.rbac-guard.kuryzhev.cloud/policy\":\"" + hash + "\""));
    }

    @Test
    void aGoodEditIsAnsweredWithWhatItWouldDo() throws InterruptedException {
        edit("forbidden_roles: [cluster-admin]");
        kubectl.run("create", "clusterrolebinding", "viewers", "--clusterrole=view", "--user=jane");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(apply("forbidden_roles: [cluster-admin, view]", "--dry-run=server")
                                .stderr())
                        .contains(
                                "Warning: rbac-guard: 1 object would newly be denied: ClusterRoleBinding viewers",
                                "0 objects would no longer be denied",
                                "compared with the policy in force, for all "));
        assertThat(apply("""
                        exemptions:
                            - {subjects: [nobody], rules: [secret_read], until: 2020-01-01, reason: r, owner: o}
                            - {subjects: [nobody], rules: [secret_read], until: 2099-01-01, reason: r, owner: o}\
                        """, "--dry-run=server").stderr())
                .contains(
                        "line 2, column 53: this exemption has expired and does nothing",
                        "exemptions[1] is unused: nothing that stands needs it");
        kubectl.run("delete", "clusterrolebinding", "viewers");
    }

    @Test
    void anExemptionIsInForceAtOnceForWhomItNames() throws InterruptedException, IOException {
        edit("""
                forbidden_roles: [edit]
                    exemptions:
                    - {requester: {users: [pipeline]}, rules: [forbidden_role_ref], until: 2099-01-01, reason: r, owner: ops}\
                """);
        await().atMost(SOON).until(() -> bindEdit().stderr().contains("forbidden_role_ref:edit "));
        Kubectl.Result exempted = bind("edit", "--as=pipeline", "--as-group=system:masters");
        assertThat(exempted.succeeded()).as(exempted.stderr()).isTrue();
        assertThat(exempted.stderr()).doesNotContain("forbidden_role_ref");
        await().untilAsserted(
                        () -> assertThat(Files.readString(plane.auditLog()))
                                .contains(
                                        "\"validate.rbac-guard.kuryzhev.cloud/exempted\":\"forbidden_role_ref:edit by exemptions[0] of ops\""));
    }

    @Test
    void aPolicyThatIsNotEnforcedLetsEverythingPassAndWarnsOrIsSilent() throws IOException, InterruptedException {
        edit("mode: warn\n    forbidden_roles: [edit]");
        await().atMost(SOON)
                .until(() -> bindEdit().stderr().contains("Warning: rbac-guard: this RoleBinding passes only because"));
        assertThat(bindEdit().succeeded()).isTrue();
        assertThat(bindEdit().stderr()).contains("Warning: rbac-guard: forbidden_role_ref:edit (");

        edit("mode: audit\n    forbidden_roles: [edit]");
        await().atMost(SOON).until(() -> bindEdit().stderr().isEmpty());
        assertThat(bindEdit().succeeded()).isTrue();
        await().untilAsserted(() -> assertThat(Files.readString(plane.auditLog()))
                .contains("\"validate.rbac-guard.kuryzhev.cloud/would-deny\":\"forbidden_role_ref:edit\""));
        try (Health health = Health.of(guard)) {
            assertThat(health.get("/metrics").body())
                    .contains(
                            "rbac_guard_admission_requests_total{decision=\"would_deny\",kind=\"RoleBinding\",operation=\"CREATE\",rule=\"forbidden_role_ref\"}");
        }
    }

    @Test
    void aCustomRuleIsInForceAtOnce() throws InterruptedException {
        edit("""
                custom:
                    - id: custom_named
                      kinds: [RoleBinding]
                      expression: |
                        object.metadata.name.startsWith(object.metadata.namespace)
                      message: it is not named after its namespace
                      severity: low
                      action: deny\
                """);
        await().atMost(SOON).until(() -> bindEdit()
                .stderr()
                .contains("- custom_named (LOW) at object: it is not named after its namespace."));
        assertThat(kubectl.run(
                                "create",
                                "rolebinding",
                                "default-editors",
                                "--clusterrole=edit",
                                "--user=jane",
                                "--dry-run=server")
                        .succeeded())
                .isTrue();
    }

    @Test
    void whatIsProtectedIsDeletedByThoseListedOnly() throws InterruptedException {
        kubectl.run("create", "clusterrole", "break-glass", "--verb=get", "--resource=pods");
        kubectl.run("create", "clusterrole", "another", "--verb=get", "--resource=pods");
        edit("protected: {roles: [break-glass], changed_by: {users: [jane]}}");
        await().atMost(SOON).until(() -> kubectl.run("delete", "clusterrole", "break-glass", "--dry-run=server")
                .stderr()
                .contains("protected_object"));
        assertThat(kubectl.run("delete", "clusterrole", "another").succeeded()).isTrue();
        assertThat(kubectl.run("delete", "clusterrole", "break-glass", "--as=jane", "--as-group=system:masters")
                        .succeeded())
                .isTrue();
    }

    private Kubectl.Result bindEdit() throws InterruptedException {
        return bind("edit");
    }

    private Kubectl.Result bind(String role, String... more) throws InterruptedException {
        return kubectl.run(Stream.concat(
                        Stream.of(
                                "create",
                                "rolebinding",
                                "editors",
                                "--clusterrole=" + role,
                                "--user=jane",
                                "--dry-run=server"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private void edit(String policy) throws InterruptedException {
        Kubectl.Result applied = apply(policy);
        assertThat(applied.succeeded()).as(applied.stderr()).isTrue();
    }

    /** Lines after the first are indented by four. */
    private Kubectl.Result apply(String policy, String... more) throws InterruptedException {
        return kubectl.runWith(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: rbac-audit-policy, namespace: kube-system}
                data:
                  policy.yaml: |
                    %s
                """.formatted(policy),
                Stream.concat(Stream.of("apply", "-f", "-"), Stream.of(more)).toArray(String[]::new));
    }
}
