package cloud.kuryzhev.rbacguard.admission;

import static cloud.kuryzhev.rbacguard.admission.Stewardship.assertAccepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is the guard's stays the guard's, whatever RBAC allows. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardingIT {

    private static final String POLICY = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: rbac-audit-policy, namespace: kube-system}
            data: {policy.yaml: "forbidden_roles: []"}
            """;

    private final ControlPlane plane;
    private final Stewardship team;
    private final User developer;

    GuardingIT(ControlPlane plane, @TempDir Path directory) throws IOException, InterruptedException {
        this.plane = plane;
        this.team = Stewardship.begin(plane, "team", directory);
        this.developer = plane.developer();
    }

    @AfterAll
    void end() {
        team.close();
    }

    @Test
    void aDeletionIsRefusedThoughRbacAllowsItAndIsToldAndCounted() throws InterruptedException {
        team.file("wanted-gone");

        String refusal = refusal(run(developer, "delete", "rbacv", "-n", "team", "wanted-gone"));

        assertThat(refusal)
                .contains("rbac-guard refused to let developer delete RBACViolation team/wanted-gone: ")
                .contains("Instead: mend the object that it speaks of, which resolves it, or say in spec.review ");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(eventsAbout("wanted-gone"))
                .contains("Warning TamperingRefused DELETE "
                        + team.stored("wanted-gone").getMetadata().getUid())
                .contains("rbac-guard refused to let developer delete "));
        assertThat(metrics()).contains("rbac_guard_tampering_attempts_total{kind=\"RBACViolation\"}");
    }

    @Test
    void aDryRunIsRefusedAndLeavesNoTrace() throws InterruptedException {
        team.file("tried-dry");

        refusal(run(developer, "delete", "rbacv", "-n", "team", "tried-dry", "--dry-run=server"));
        refusal(run(developer, "delete", "rbacv", "-n", "team", "tried-dry"));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(eventsAbout("tried-dry").lines()).hasSize(1));
    }

    @Test
    void aWholeCollectionIsNotDeletedEither() throws InterruptedException {
        team.file("one-of-many");

        refusal(run(
                developer, "delete", "--raw", "/apis/audit.kuryzhev.cloud/v1alpha1/namespaces/team/rbacviolations"));

        assertThat(team.stored("one-of-many").getMetadata().getDeletionTimestamp())
                .isNull();
    }

    @Test
    void theGuardItselfMayDeleteWhatItFiled() throws InterruptedException {
        team.file("the-guards");

        assertAccepted(run(team.controller(), "delete", "rbacv", "-n", "team", "the-guards"));
    }

    @Test
    void nobodyElseFilesViolations() throws InterruptedException {
        refusal(Stewardship.kubectl(developer, team.violation("forged"), "create", "-f", "-"));
    }

    @Test
    void nothingButTheReviewIsOpenToPeople() throws InterruptedException {
        team.file("kept");
        for (String patch : new String[] {
            "{\"spec\":{\"severity\":\"LOW\"}}",
            "{\"spec\":{\"severity\":\"LOW\",\"review\":{\"decision\":\"approve\"}}}",
            "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
            "{\"metadata\":{\"finalizers\":[\"example.com/stuck\"]}}",
            "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"gone\",\"uid\":\"u\"}]}}",
        }) {
            refusal(patch("kept", patch));
        }
        refusal(run(
                developer,
                "patch",
                "rbacv",
                "-n",
                "team",
                "kept",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":{\"phase\":\"Resolved\"}}"));
        assertAccepted(patch("kept", "{\"spec\":{\"review\":{\"decision\":\"approve\"}}}"));
    }

    @Test
    void thePolicyIsNotForEverybodyWhoMayEditConfigMaps() throws InterruptedException {
        User guardian = plane.user("gina", "guardians");
        assertThat(refusal(Stewardship.kubectl(developer, POLICY, "create", "-f", "-")))
                .contains("refused to let developer create ConfigMap kube-system/rbac-audit-policy: ");

        assertAccepted(Stewardship.kubectl(guardian, POLICY, "create", "-f", "-"));
        refusal(run(developer, "delete", "configmap", "-n", "kube-system", "rbac-audit-policy"));
        assertAccepted(run(guardian, "delete", "configmap", "-n", "kube-system", "rbac-audit-policy"));
        assertAccepted(run(developer, "create", "configmap", "-n", "kube-system", "another"));
    }

    @Test
    void aNamespaceGoesWithItsViolations() throws InterruptedException {
        Kubectl admin = plane.admin().kubectl();
        admin.run("create", "namespace", "passing");
        assertAccepted(Stewardship.kubectl(
                team.controller(),
                team.violation("last").replace("namespace: team", "namespace: passing"),
                "create",
                "-f",
                "-"));

        assertAccepted(admin.run("delete", "namespace", "passing", "--timeout=60s"));
    }

    private Kubectl.Result patch(String name, String patch) throws InterruptedException {
        return run(developer, "patch", "rbacv", "-n", "team", name, "--type=merge", "-p", patch);
    }

    private static Kubectl.Result run(User user, String... arguments) throws InterruptedException {
        return user.kubectl().run(arguments);
    }

    private static String refusal(Kubectl.Result result) {
        assertThat(result.succeeded()).as(result.stdout()).isFalse();
        assertThat(result.stderr()).contains("rbac-guard refused to let ");
        return result.stderr();
    }

    private String eventsAbout(String name) throws InterruptedException {
        return plane.admin()
                .kubectl()
                .run(
                        "get",
                        "events.v1.events.k8s.io",
                        "-n",
                        "team",
                        "-o",
                        "jsonpath={range .items[?(@.regarding.name=='" + name
                                + "')]}{.type} {.reason} {.action} {.regarding.uid} {.note}{'\\n'}{end}")
                .stdout();
    }

    private String metrics() {
        try (Health health = Health.of(team.guard())) {
            return health.get("/metrics").body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
