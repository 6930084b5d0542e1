package cloud.kuryzhev.rbacguard.demo;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The forgotten cluster-admin binding, from kubectl apply to a proven role. Each step says what must come of it. */
final class Story {

    static final int STEPS = 14 + ReviewStory.STEPS;

    private static final String BACKEND = "system:serviceaccount:production:backend";
    private static final List<String> LEAST_RULES =
            List.of("[\"\"]/[configmaps]: [get]", "[\"\"]/[pods]: [get, list, watch]");

    private final Narrator narrator;
    private final Shell admin;
    private final Shell backend;
    private final GuardCommand command;
    private final Workload workload;
    private final ControlPlane plane;
    private final Guard guard;
    private final ReviewStory review;

    Story(ControlPlane plane, Guard guard, Narrator narrator) {
        this.plane = plane;
        this.guard = guard;
        this.narrator = narrator;
        User backend = plane.serviceAccount("production", "backend");
        this.admin = new Shell(plane.admin().kubectl(), narrator);
        this.backend = new Shell(backend.kubectl(), narrator);
        this.command = new GuardCommand(plane.admin().kubeconfig(), narrator);
        this.review = new ReviewStory(plane, guard, admin, narrator);
        this.workload = new Workload(backend.client(), "production");
    }

    void tell() throws InterruptedException {
        bindTooMuch();
        work("The workload lists, gets and watches pods and gets a configmap, with its own token");
        install();
        refuseWildcardVerb();
        refuseClusterAdmin();
        refuseAnonymous();
        acceptNarrowRole();
        editPolicy();
        RBACViolation violation = findViolation();
        applySuggestion(violation);
        work("The same workload runs again, and nothing it needs is missing");
        resolve(violation);
        refuseWithTheRoleToUse();
        explainDenial();
        review.tell();
    }

    private void bindTooMuch() throws InterruptedException {
        narrator.step(
                "Last year somebody met a 403, bound cluster-admin to service account backend in production, and forgot it");
        admin.succeeds("apply", "-f", "-", Manifests.BACKEND_POD_AND_SETTINGS);
        admin.succeeds(
                "create",
                "clusterrolebinding",
                "backend-admin",
                "--clusterrole=cluster-admin",
                "--serviceaccount=production:backend");
        review.bindTooMuch();
    }

    private void work(String what) {
        narrator.step(what);
        List<String> answers = workload.run();
        answers.forEach(narrator::outcome);
        narrator.expect(answers.stream().allMatch(answer -> answer.endsWith(": 200")), "every request is answered 200");
    }

    private void install() throws InterruptedException {
        narrator.step("rbac-guard is installed");
        narrator.command("helm install rbac-guard ./chart -n " + Guard.NAMESPACE
                + " --create-namespace --set admission.url=… --set certificates.issuer=provided …");
        guard.install();
        guard.start();
        narrator.holds("the chart is installed, and both services are ready");
    }

    private void refuseWildcardVerb() throws InterruptedException {
        narrator.step("A ClusterRole with verbs [\"*\"] is refused");
        admin.refused("wildcard_verb", "apply", "-f", "-", Manifests.WILDCARD_ROLE);
    }

    private void refuseClusterAdmin() throws InterruptedException {
        narrator.step("A binding to cluster-admin is refused");
        admin.refused("forbidden_role_ref:cluster-admin", "apply", "-f", "-", Manifests.CLUSTER_ADMIN_BINDING);
    }

    private void refuseAnonymous() throws InterruptedException {
        narrator.step("A binding of system:anonymous is refused");
        admin.refused("forbidden_subject:system:anonymous", "apply", "-f", "-", Manifests.ANONYMOUS_BINDING);
    }

    private void acceptNarrowRole() throws InterruptedException {
        narrator.step("A narrow Role is accepted");
        admin.succeeds("apply", "-f", "-", Manifests.NARROW_ROLE);
    }

    private void editPolicy() throws InterruptedException {
        narrator.step("An edit of the policy that forbids ClusterRole admin takes effect without a restart");
        String[] bindAdmin = {
            "create",
            "rolebinding",
            "team-admin",
            "-n",
            "production",
            "--clusterrole=admin",
            "--user=jane",
            "--dry-run=server"
        };
        admin.succeeds(bindAdmin);
        admin.edits(
                "sed -Ei 's/^( *)- cluster-admin$/&\\n\\1- admin/'",
                "configmap",
                PolicySource.NAME,
                "-n",
                PolicySource.NAMESPACE);
        Eventually.holds(
                "the binding is refused", () -> !admin.quietly(bindAdmin).succeeded());
        admin.refused("forbidden_role_ref:admin", bindAdmin);
    }

    private RBACViolation findViolation() throws InterruptedException {
        narrator.step("The old binding is reported, with the permissions that it really needs");
        RBACViolation violation = Eventually.present("an RBACViolation with a suggestion", this::suggested);
        admin.succeeds("get", "rbacviolations", "-A");
        admin.succeeds(
                "get",
                "rbacviolation",
                name(violation),
                "-n",
                Guard.NAMESPACE,
                "-o",
                "jsonpath={.spec.suggestion.manifest}");
        narrator.expect(
                rules(violation).equals(LEAST_RULES),
                "the suggestion is a Role in production with pods get, list, watch and configmaps get");
        return violation;
    }

    private Optional<RBACViolation> suggested() {
        return guard.violation("backend-admin")
                .filter(violation -> rules(violation).equals(LEAST_RULES));
    }

    private static List<String> rules(RBACViolation violation) {
        var suggestion = violation.getSpec().suggestion();
        if (suggestion == null) {
            return List.of();
        }
        return suggestion.roles().stream()
                .filter(role -> role.kind().equals("Role")
                        && "production".equals(role.metadata().namespace()))
                .flatMap(role -> role.rules().stream())
                .map(rule -> "["
                        + String.join(
                                ", ",
                                rule.getApiGroups().stream()
                                        .map(group -> "\"" + group + "\"")
                                        .toList()) + "]/" + rule.getResources() + ": " + rule.getVerbs())
                .toList();
    }

    private void applySuggestion(RBACViolation violation) throws InterruptedException {
        narrator.step("The suggestion is applied, and the old binding deleted");
        var suggestion = Objects.requireNonNull(violation.getSpec().suggestion());
        admin.succeeds("apply", "-f", "-", Objects.requireNonNull(suggestion.manifest()));
        admin.succeeds("delete", "clusterrolebinding", "backend-admin");
    }

    private void resolve(RBACViolation violation) throws InterruptedException {
        narrator.step("The account is no longer all-powerful, and the violation is resolved");
        narrator.expect(
                admin.shows("auth", "can-i", "*", "*", "--as=" + BACKEND)
                        .stdout()
                        .strip()
                        .equals("no"),
                "backend can no longer do everything");
        Eventually.holds("the violation is Resolved", () -> isResolved(violation));
        admin.succeeds("get", "rbacviolations", "-A");
        narrator.command("curl -s " + guard.metrics() + " | grep rbac_violations_total");
        String counted = Eventually.present("rbac_violations_total", this::counted);
        narrator.outcome(counted);
        narrator.holds("rbac_violations_total counts it");
    }

    private void refuseWithTheRoleToUse() throws InterruptedException {
        narrator.step("Somebody reaches for cluster-admin again, and is told the role that would do");
        String[] bindAdmin = {
            "create",
            "clusterrolebinding",
            "backend-again",
            "--clusterrole=cluster-admin",
            "--serviceaccount=production:backend"
        };
        Eventually.holds(
                "what backend uses is known",
                () -> admin.quietly(bindAdmin).stderr().contains("name: backend-again-least"));
        admin.refused("What ServiceAccount production/backend needs of it", bindAdmin);
    }

    private void explainDenial() throws InterruptedException {
        narrator.step(
                "The workload learns to label its settings and meets a 403; rbac-guard explains it, and its fix is enough");
        String[] label = {"label", "configmap", "backend-settings", "-n", "production", "greeted=yes"};
        String[] dryRun = {
            "label", "configmap", "backend-settings", "-n", "production", "greeted=yes", "--dry-run=server"
        };
        Kubectl.Result refused = backend.shows(label);
        narrator.expect(refused.stderr().contains("(Forbidden)"), "the request is forbidden");
        String message = refused.stderr().strip();
        command.succeeds("explain", message);
        admin.succeeds("apply", "-f", "-", command.succeeds("explain", "--format", "yaml", message));
        Eventually.holds("the request is allowed", () -> backend.quietly(dryRun).succeeded());
        command.succeeds("explain", "--check", message);
        narrator.expect(backend.shows(label).succeeded(), "the same request passes");
    }

    private boolean isResolved(RBACViolation violation) {
        RBACViolation now = plane.admin().client().resource(violation).get();
        return now != null && now.getStatus() != null && now.getStatus().phase().equals(RBACViolationStatus.RESOLVED);
    }

    private Optional<String> counted() {
        try {
            return Http.get(guard.metrics())
                    .body()
                    .lines()
                    .filter(line ->
                            line.startsWith("rbac_violations_total{") && line.contains("name=\"backend-admin\""))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String name(RBACViolation violation) {
        return violation.getMetadata().getName();
    }
}
