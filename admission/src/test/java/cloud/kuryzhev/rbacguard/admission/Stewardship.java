package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;

/** A cluster with violations, a guard that is asked about them, and a developer whom RBAC would let do everything to them. */
record Stewardship(ControlPlane plane, Guard guard, String namespace) implements AutoCloseable {

    static Stewardship begin(ControlPlane plane, String namespace, Path directory)
            throws IOException, InterruptedException {
        KubernetesClient admin = plane.admin().client();
        try (InputStream crd = new FileInputStream("../chart/crds/rbacviolations.audit.kuryzhev.cloud.yaml")) {
            admin.load(crd).serverSideApply();
        }
        Guard guard = Guard.start(Guard.account(plane), directory, "--rbac-guard.guarding.groups=guardians");
        var stewardship = new Stewardship(plane, guard, namespace);
        Kubectl kubectl = plane.admin().kubectl();
        kubectl.run("create", "namespace", namespace);
        kubectl.run("create", "namespace", "rbac-guard");
        kubectl.run(
                "create",
                "clusterrole",
                "everything-of-it",
                "--verb=get,list,create,update,patch,delete,deletecollection",
                "--resource=rbacviolations.audit.kuryzhev.cloud,rbacviolations.audit.kuryzhev.cloud/status,configmaps,pods");
        kubectl.run(
                "create",
                "clusterrolebinding",
                "everything-of-it",
                "--clusterrole=everything-of-it",
                "--user=developer",
                "--user=jane",
                "--group=guardians",
                "--serviceaccount=rbac-guard:rbac-auditor");
        guard.applyStewardship(admin);
        await().atMost(Duration.ofMinutes(1)).until(stewardship::isAtWork);
        return stewardship;
    }

    private boolean isAtWork() throws InterruptedException {
        return kubectl(plane.developer(), violation("probe"), "create", "--dry-run=server", "-f", "-")
                        .stderr()
                        .contains("rbac-guard refused")
                && plane.admin()
                        .kubectl()
                        .run(
                                "create",
                                "clusterrolebinding",
                                "probe",
                                "--clusterrole=view",
                                "--dry-run=server",
                                "-o",
                                "yaml")
                        .stdout()
                        .contains("created-by: admin");
    }

    /** A new violation, as the controller files it. */
    void file(String name) throws InterruptedException {
        assertAccepted(kubectl(
                controller(),
                violation(name),
                "apply",
                "--server-side",
                "--force-conflicts",
                "--field-manager=rbac-guard-drift-controller",
                "-f",
                "-"));
    }

    User controller() {
        return plane.serviceAccount("rbac-guard", "rbac-auditor");
    }

    GenericKubernetesResource stored(String name) {
        return plane.admin()
                .client()
                .genericKubernetesResources("audit.kuryzhev.cloud/v1alpha1", "RBACViolation")
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    static Kubectl.Result kubectl(User user, String input, String... arguments) throws InterruptedException {
        return user.kubectl().runWith(input, arguments);
    }

    static void assertAccepted(Kubectl.Result result) {
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
    }

    String violation(String name) {
        return """
                apiVersion: audit.kuryzhev.cloud/v1alpha1
                kind: RBACViolation
                metadata: {name: %s, namespace: %s}
                spec:
                  sourceKind: Role
                  sourceName: everything
                  violatedRules: [wildcard_verb]
                  severity: HIGH
                  findings: [{rule: wildcard_verb, severity: HIGH, field: "rules[0]", reason: why, fix: how}]
                """.formatted(name, namespace);
    }

    @Override
    public void close() {
        Guard.endStewardship(plane.admin().client());
        plane.admin().client().namespaces().withName(namespace).delete();
        guard.close();
    }
}
