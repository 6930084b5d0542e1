package cloud.kuryzhev.rbacguard.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.cli.Run;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Decisions are written as the person who runs the command, and nothing but the decision. */
@WithControlPlane
class ReviewIT {

    private static final String REVIEWER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: reviewer}
            rules: [{apiGroups: [audit.kuryzhev.cloud], resources: [rbacviolations], verbs: [get, list, patch]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: reviewer}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reviewer}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: rita}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: reader}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: violation-reader}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: rob}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: violation-reader}
            rules: [{apiGroups: [audit.kuryzhev.cloud], resources: [rbacviolations], verbs: [get, list]}]
            """;

    private static User rita;
    private static User rob;

    @AfterAll
    static void leaveNothing(ControlPlane plane) throws InterruptedException {
        plane.admin().kubectl().runWith(REVIEWER, "delete", "-f", "-");
    }

    @BeforeAll
    static void install(ControlPlane plane) throws InterruptedException {
        rita = plane.user("rita");
        rob = plane.user("rob");
        apply(plane, "-f", "../chart/crds/rbacviolations.audit.kuryzhev.cloud.yaml");
        Kubectl.Result roles = plane.admin().kubectl().runWith(REVIEWER, "apply", "-f", "-");
        assertThat(roles.succeeded()).as(roles.stderr()).isTrue();
        plane.admin().kubectl().run("wait", "--for=condition=Established", "crd/rbacviolations.audit.kuryzhev.cloud");
        for (String namespace : List.of("rbac-guard", "shop")) {
            plane.admin().kubectl().run("create", "namespace", namespace);
        }
        apply(plane, "-f", "src/test/resources/violations.yaml");
        apply(plane, "--server-side", "--subresource=status", "-f", "src/test/resources/violations.yaml");
    }

    @Test
    void aDecisionIsAboutWhatWasShownAndItsReviewersAlone(ControlPlane plane) {
        Run run = run(rita, "review", "approve", "clusterrolebinding-web-admin-1a2b3c4d5e", "--reason", "agreed");

        assertThat(run.err())
                .isEqualTo("rbac-guard: nobody has signed it, so it does not count: is the admission service"
                        + " installed?\n");
        assertThat(run.out()).isEqualTo("approved RBACViolation rbac-guard/clusterrolebinding-web-admin-1a2b3c4d5e\n");
        RBACViolation decided = violation(plane, "rbac-guard", "clusterrolebinding-web-admin-1a2b3c4d5e");
        assertThat(decided.getSpec().review())
                .isEqualTo(new ReviewDecision("approve", null, "0123456789-9876543210", "agreed", null, null));
        assertThat(decided.getMetadata().getManagedFields())
                .filteredOn(it -> it.getManager().equals("rbac-guard-review"))
                .singleElement()
                .satisfies(it -> assertThat(
                                it.getFieldsV1().getAdditionalProperties().toString())
                        .contains("f:review")
                        .doesNotContain("f:severity", "f:findings"));
    }

    @Test
    void aNewDecisionTakesThePlaceOfTheLast(ControlPlane plane) {
        assertThat(run(rita, "review", "reject", "deployer", "--until", "2030-01-01")
                        .code())
                .isZero();
        assertThat(run(rita, "review", "snooze", "deployer", "--for", "7d").code())
                .isZero();

        assertThat(violation(plane, "shop", "role-deployer-0a1b2c3d4e")
                        .getSpec()
                        .review())
                .satisfies(it -> assertThat(it.decision()).isEqualTo("snooze"))
                .satisfies(it -> assertThat(it.reason()).isNull())
                .satisfies(it -> assertThat(it.until()).isNotEqualTo("2030-01-01T00:00:00Z"));
    }

    @Test
    void whoMayOnlyReadIsToldWhatLacks() {
        assertThat(run(rob, "review").out()).contains("clusterrolebinding-web-admin-1a2b3c4d5e");

        Run run = run(rob, "review", "reject", "deployer");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("rbac-guard: you may not patch rbacviolations.audit.kuryzhev.cloud in namespace shop; ask"
                        + " for a role that lets you (")
                .contains("User \"rob\" cannot patch");
    }

    @Test
    void whoMayNotEvenReadIsToldSo(ControlPlane plane) {
        Run run = run(plane.user("nobody"), "review");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("rbac-guard: you may not list rbacviolations.audit.kuryzhev.cloud in all"
                        + " namespaces: try -n; ");
    }

    @Test
    void onlyWhatWasAppliedIsUndone(ControlPlane plane) {
        assertThat(run(rita, "undo", "rolebinding-web-admin-2a2b3c4d5e").out())
                .startsWith("asked to undo what was applied for RBACViolation shop/rolebinding-web-admin-2a2b3c4d5e");
        assertThat(violation(plane, "shop", "rolebinding-web-admin-2a2b3c4d5e")
                        .getSpec()
                        .review())
                .satisfies(it -> assertThat(it.decision()).isEqualTo("undo"));

        assertThat(run(rita, "undo", "deployer").err())
                .startsWith("rbac-guard: nothing was applied for RBACViolation shop/role-deployer-0a1b2c3d4e");
    }

    @Test
    void aSnoozeNeedsAnEndAndAnApprovalHasNone() {
        assertThat(run(rita, "review", "snooze", "deployer").err()).contains("a snooze ends some time");
        assertThat(run(rita, "review", "approve", "deployer", "--for", "1d").err())
                .contains("leave --until and --for out");
    }

    private static Run run(User user, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kubeconfig", user.kubeconfig().toString()));
        return Run.of(all.toArray(String[]::new));
    }

    private static RBACViolation violation(ControlPlane plane, String namespace, String name) {
        return plane.admin()
                .client()
                .resources(RBACViolation.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    private static void apply(ControlPlane plane, String... arguments) throws InterruptedException {
        var all = new ArrayList<>(List.of("apply"));
        all.addAll(List.of(arguments));
        Kubectl.Result applied = plane.admin().kubectl().run(all.toArray(String[]::new));
        assertThat(applied.succeeded()).as(applied.stderr()).isTrue();
    }
}
