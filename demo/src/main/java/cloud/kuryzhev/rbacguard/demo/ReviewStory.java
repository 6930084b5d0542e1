package cloud.kuryzhev.rbacguard.demo;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Another forgotten binding: reviewed, replaced by the drift controller, missed, and put back. */
final class ReviewStory {

    static final int STEPS = 4;

    private static final String BINDING = "reporter-admin";

    private final ControlPlane plane;
    private final Guard guard;
    private final Narrator narrator;
    private final Shell admin;
    private final User reporter;
    private final Shell reports;
    private final GuardCommand rita;

    ReviewStory(ControlPlane plane, Guard guard, Shell admin, Narrator narrator) {
        this.plane = plane;
        this.guard = guard;
        this.narrator = narrator;
        this.admin = admin;
        this.reporter = plane.serviceAccount("reports", "reporter");
        this.reports = new Shell(reporter.kubectl(), narrator);
        this.rita = new GuardCommand(plane.user("rita").kubeconfig(), narrator);
    }

    /** What was there before the guard. */
    void bindTooMuch() throws InterruptedException {
        admin.succeeds(
                "create",
                "clusterrolebinding",
                BINDING,
                "--clusterrole=cluster-admin",
                "--serviceaccount=reports:reporter");
    }

    void tell() throws InterruptedException {
        review();
        approve();
        miss();
        undo();
    }

    private void review() throws InterruptedException {
        narrator.step(
                "Service account reporter, forgotten likewise, lists pods; Rita reviews what is suggested for it");
        list(reporter.client());
        admin.succeeds("apply", "-f", "-", Manifests.REVIEWER);
        Eventually.holds(
                "a role is suggested",
                () -> violation().filter(ReviewStory::isSuggested).isPresent());
        rita.succeeds("review");
        rita.succeeds("review", "show", BINDING);
    }

    private void approve() throws InterruptedException {
        narrator.step("She approves, and the drift controller applies it");
        String said = rita.succeeds("review", "approve", BINDING, "--reason", "reporter only lists pods");
        narrator.expect(said.contains("signed by rita"), "the decision is hers");
        Eventually.holds("the violation is Applied", () -> is(RBACViolationStatus.APPLIED));
        admin.succeeds("get", "rbacviolations", "-n", Guard.NAMESPACE);
        narrator.expect(!isBound(), "the old binding is gone");
        narrator.expect(reports.shows("get", "pods", "-n", "reports").succeeded(), "reporter lists pods as before");
    }

    private void miss() throws InterruptedException {
        narrator.step("At the end of the quarter reporter reads a secret, and meets a 403: a regression");
        Kubectl.Result refused = reports.shows("get", "secrets", "-n", "reports");
        narrator.expect(refused.stderr().contains("(Forbidden)"), "the request is forbidden");
        Eventually.holds("the violation is Regressed", () -> is(RBACViolationStatus.REGRESSED));
        rita.succeeds("review");
    }

    private void undo() throws InterruptedException {
        narrator.step("Rita has it undone, and the binding is back as it was");
        rita.succeeds("undo", BINDING, "--reason", "reporter needs secrets at the end of the quarter");
        Eventually.holds("the old binding is back", this::isBound);
        Eventually.holds("the request is allowed", () -> reports.quietly("get", "secrets", "-n", "reports")
                .succeeded());
    }

    private static void list(KubernetesClient client) {
        client.pods().inNamespace("reports").list();
    }

    private static boolean isSuggested(RBACViolation violation) {
        var suggestion = violation.getSpec().suggestion();
        return suggestion != null && !suggestion.roles().isEmpty();
    }

    private boolean is(String phase) {
        return violation().filter(it -> phase.equals(it.getStatus().phase())).isPresent();
    }

    private boolean isBound() {
        return plane.admin()
                        .client()
                        .rbac()
                        .clusterRoleBindings()
                        .withName(BINDING)
                        .get()
                != null;
    }

    private Optional<RBACViolation> violation() {
        return guard.violation(BINDING).filter(it -> it.getStatus() != null);
    }
}
