package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a person at kubectl sees. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalIT {

    private static final String FULL = "get, list, watch, create, update, patch, delete";

    private final KubernetesClient admin;
    private final Kubectl kubectl;
    private final Guard guard;

    RefusalIT(ControlPlane plane, @TempDir Path directory) throws IOException {
        this.admin = plane.admin().client();
        this.kubectl = plane.admin().kubectl();
        // from before the guard came
        admin.resource(role("shrinking", "[{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]"))
                .create();
        admin.resource(role("widening", "[{apiGroups: [''], resources: [pods], verbs: [get]}]"))
                .create();
        admin.resource(role("leaving", "[{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]"))
                .create();
        this.guard = Guard.start(Guard.account(plane), directory);
    }

    @BeforeAll
    void install() throws IOException {
        guard.register(admin, guard.port());
    }

    @AfterAll
    void remove() {
        Guard.unregister(admin);
        guard.close();
    }

    @Test
    void aWildcardVerbIsRefusedWithRuleFieldReasonAndFix() throws InterruptedException {
        assertThat(refusal(role("everything", "[{apiGroups: [''], resources: [pods], verbs: [get, '*']}]")))
                .isEqualTo("""
                        Error from server (Forbidden): error when creating "STDIN": \
                        admission webhook "validate.rbac-guard.kuryzhev.cloud" denied the request: rbac-guard refused ClusterRole everything:
                        - wildcard_verb (HIGH) at rules[0].verbs[1]: verb "*" on pods also grants verbs that nobody thinks of, such as \
                        deletecollection, impersonate, bind and escalate, and every verb to come. \
                        Instead: list the verbs that are needed, such as ["get", "list", "watch"].
                        (policy %s)
                        """.formatted(Policy.DEFAULT.hash()));
    }

    @Test
    void allVerbsOverSeveralRulesAreRefused() throws InterruptedException {
        assertThat(refusal(role(
                        "split",
                        "[{apiGroups: [apps], resources: [deployments], verbs: [get, list, watch, create]},"
                                + " {apiGroups: [apps], resources: [deployments], verbs: [update, patch, delete]}]")))
                .contains(
                        "- full_verb_set_equivalent_to_wildcard (HIGH) at rules[0].verbs, rules[1].verbs: ",
                        "deployments.apps",
                        FULL,
                        ". Instead: ");
    }

    @Test
    void aBindingToClusterAdminIsRefused() throws InterruptedException {
        assertThat(refusal(binding("too-much", "ClusterRole, name: cluster-admin", "{kind: User, name: jane}")))
                .contains(
                        "rbac-guard refused ClusterRoleBinding too-much:",
                        "- forbidden_role_ref:cluster-admin (CRITICAL) at roleRef.name: ",
                        ". Instead: bind a Role ");
    }

    @Test
    void aBindingToNobodyInParticularIsRefused() throws InterruptedException {
        assertThat(refusal(binding(
                        "anybody",
                        "ClusterRole, name: view",
                        "{kind: User, name: jane}, {kind: User, name: 'system:anonymous'}")))
                .contains("- forbidden_subject:system:anonymous (CRITICAL) at subjects[1].name: ", ". Instead: bind ");
    }

    @Test
    void everyFindingIsToldAtOnce() throws InterruptedException {
        assertThat(refusal(binding(
                        "both", "ClusterRole, name: cluster-admin", "{kind: Group, name: 'system:unauthenticated'}")))
                .contains("\n- forbidden_subject:system:unauthenticated ", "\n- forbidden_role_ref:cluster-admin ");
    }

    @Test
    void aRestrictedNamespaceWeighsMore() throws InterruptedException {
        kubectl.run("create", "namespace", "production");

        assertThat(refusal("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: Role
                        metadata: {name: everything, namespace: production}
                        rules: [{apiGroups: [''], resources: [pods], verbs: ['*']}]
                        """))
                .contains("rbac-guard refused Role production/everything:", "- wildcard_verb (HIGH) at ");
    }

    @Test
    void aNarrowRoleIsAccepted() throws InterruptedException {
        assertAccepted(apply(role("narrow", "[{apiGroups: [''], resources: [pods], verbs: [get, list, watch]}]")));
    }

    @Test
    void aNamespacedRoleNamedClusterAdminIsAnotherRole() throws InterruptedException {
        assertAccepted(apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: namesake, namespace: default}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: cluster-admin}
                subjects: [{kind: ServiceAccount, name: default}]
                """));
    }

    @Test
    void anUpdateThatShrinksABadRoleIsAccepted() throws InterruptedException {
        assertAccepted(apply(role("shrinking", "[{apiGroups: ['apps'], resources: ['*'], verbs: ['*']}]")));
    }

    @Test
    void anUpdateThatWidensARoleIsRefusedAndChangesNothing() throws InterruptedException {
        assertThat(refusal(role("widening", "[{apiGroups: [''], resources: [pods], verbs: ['*']}]")))
                .contains("rbac-guard refused ClusterRole widening:\n- wildcard_verb ");
        assertThat(stored("widening").getRules()).singleElement().satisfies(rule -> assertThat(rule.getVerbs())
                .containsExactly("get"));
    }

    @Test
    void aPatchIsJudgedByWhatItMakesOfTheRole() throws InterruptedException {
        Kubectl.Result patched = kubectl.run(
                "patch",
                "clusterrole",
                "widening",
                "--type=json",
                "-p",
                "[{\"op\":\"add\",\"path\":\"/rules/0/verbs/-\",\"value\":\"*\"}]");

        assertThat(patched.succeeded()).isFalse();
        assertThat(patched.stderr()).contains("- wildcard_verb (HIGH) at rules[0].verbs[1]: ");
    }

    @Test
    void aDeletionIsNeverRefused() throws InterruptedException {
        assertAccepted(kubectl.run("delete", "clusterrole", "leaving"));
    }

    @Test
    void aDryRunIsJudgedToo() throws InterruptedException {
        assertThat(kubectl.run("create", "clusterrole", "dry", "--verb=*", "--resource=pods", "--dry-run=server")
                        .stderr())
                .contains("- wildcard_verb ");
    }

    @Test
    void authReconcileIsJudgedToo() throws InterruptedException {
        Kubectl.Result bad = kubectl.runWith(
                role("reconciled", "[{apiGroups: [''], resources: [pods], verbs: ['*']}]"),
                "auth",
                "reconcile",
                "-f",
                "-");
        Kubectl.Result good = kubectl.runWith(
                role("reconciled", "[{apiGroups: [''], resources: [pods], verbs: [get]}]"),
                "auth",
                "reconcile",
                "-f",
                "-");

        assertThat(bad.succeeded()).isFalse();
        assertThat(bad.stderr()).contains("rbac-guard refused ClusterRole reconciled:");
        assertAccepted(good);
    }

    @Test
    void theAggregationControllerFillsARoleWithMoreThanPeopleMayWrite() {
        String verbs = "[{apiGroups: [''], resources: [pods], verbs: [%s]}]";
        admin.resource(part("reads", verbs.formatted("get, list, watch"))).create();
        admin.resource(part("writes", verbs.formatted("create, update, patch, delete")))
                .create();
        admin.resource("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: sum}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {part-of: sum}}]}
                rules: []
                """).create();

        await().until(() -> stored("sum").getRules().size() == 2);
    }

    private ClusterRole stored(String name) {
        return admin.rbac().clusterRoles().withName(name).require();
    }

    private String refusal(String manifest) throws InterruptedException {
        Kubectl.Result result = apply(manifest);
        assertThat(result.succeeded()).as(result.stdout()).isFalse();
        return result.stderr();
    }

    private Kubectl.Result apply(String manifest) throws InterruptedException {
        return kubectl.runWith(manifest, "apply", "-f", "-");
    }

    private static void assertAccepted(Kubectl.Result result) {
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
    }

    private static String role(String name, String rules) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %s}
                rules: %s
                """.formatted(name, rules);
    }

    private static String part(String name, String rules) {
        return role(name, rules).replace("{name: " + name + "}", "{name: " + name + ", labels: {part-of: sum}}");
    }

    private static String binding(String name, String role, String subjects) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s}
                subjects: [%s]
                """.formatted(name, role, subjects);
    }
}
