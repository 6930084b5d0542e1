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
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the API server stores of what people write. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StampIT {

    private static final String CREATED_BY = "audit.kuryzhev.cloud/created-by";
    private static final String REVIEWED_AT = "audit.kuryzhev.cloud/reviewed-at";

    private final ControlPlane plane;
    private final Kubectl admin;
    private final Stewardship team;
    private final User jane;

    StampIT(ControlPlane plane, @TempDir Path directory) throws IOException, InterruptedException {
        this.plane = plane;
        this.admin = plane.admin().kubectl();
        this.team = Stewardship.begin(plane, "signed", directory);
        this.jane = plane.user("jane");
    }

    @AfterAll
    void end() {
        team.close();
    }

    @Test
    void aBindingIsStampedWhenItIsMadeWhateverItSays() throws InterruptedException {
        Instant before = Instant.now().minusSeconds(1);

        apply(binding("forged", CREATED_BY + ": bob, " + REVIEWED_AT + ": 2020-01-01T00:00:00Z"));

        assertThat(annotations("forged")).containsEntry(CREATED_BY, "admin");
        assertThat(Instant.parse(annotations("forged").get(REVIEWED_AT))).isBetween(before, Instant.now());
    }

    @Test
    void itsMakerStaysAndItsReviewIsNoPromise() throws InterruptedException {
        apply(binding("reviewed", ""));
        apply(binding("reviewed", CREATED_BY + ": bob, " + REVIEWED_AT + ": 2026-01-02T00:00:00Z"));
        assertThat(annotations("reviewed"))
                .containsEntry(CREATED_BY, "admin")
                .containsEntry(REVIEWED_AT, "2026-01-02T00:00:00Z");

        Kubectl.Result promise = admin.run(
                "annotate",
                "clusterrolebinding",
                "reviewed",
                "--overwrite",
                REVIEWED_AT + "=" + Instant.now().plus(Duration.ofDays(1)));

        assertThat(promise.succeeded()).isFalse();
        assertThat(promise.stderr()).contains("annotation " + REVIEWED_AT + " is in the future");
    }

    @Test
    void aReviewIsSignedByWhoWritesItAndOutlivesTheController() throws InterruptedException {
        team.file("disputed");

        assertAccepted(review("reject", "jane's reason"));
        Map<String, Object> signed = stored();
        assertThat(signed).containsEntry("by", "jane").containsEntry("decision", "reject");
        assertThat(Instant.parse(String.valueOf(signed.get("at"))))
                .isAfter(Instant.now().minusSeconds(60));

        team.file("disputed");
        assertThat(stored()).isEqualTo(signed);
        assertThat(team.stored("disputed").getMetadata().getManagedFields().stream()
                        .filter(it -> it.getFieldsV1().toString().contains("f:review"))
                        .map(it -> it.getManager()))
                .doesNotContain("rbac-guard-drift-controller");
    }

    @Test
    void aPodOfTheDefaultAccountGetsNoToken() throws InterruptedException {
        await().until(() ->
                admin.run("get", "serviceaccount", "default", "-n", "signed").succeeded());
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: signed}
                spec:
                  %s
                  containers: [{name: c, image: none, volumeMounts: [{name: data, mountPath: /data}]}]
                  volumes: [{name: data, emptyDir: {}}]
                """;

        // the API server asks again for nothing: its own plugin has mounted the token before, and does not mount it
        // after
        apply(pod.formatted("quiet", ""));
        apply(pod.formatted("asking", "automountServiceAccountToken: true"));

        assertThat(
                        spec(
                                "quiet",
                                "{.spec.automountServiceAccountToken} {.spec.volumes[*].name} {.spec.containers[0].volumeMounts[*].name}"))
                .isEqualTo("false data data");
        assertThat(spec("asking", "{.spec.containers[0].volumeMounts[*].mountPath}"))
                .isEqualTo("/data /var/run/secrets/kubernetes.io/serviceaccount");
    }

    private Kubectl.Result review(String decision, String reason) throws InterruptedException {
        return jane.kubectl()
                .run(
                        "patch",
                        "rbacv",
                        "-n",
                        "signed",
                        "disputed",
                        "--type=merge",
                        "-p",
                        "{\"spec\":{\"review\":{\"decision\":\"%s\",\"reason\":\"%s\",\"by\":\"bob\",\"at\":\"2020-01-01T00:00:00Z\"}}}"
                                .formatted(decision, reason));
    }

    private Map<String, Object> stored() {
        return team.stored("disputed").get("spec", "review");
    }

    private Map<String, String> annotations(String binding) {
        return plane.admin()
                .client()
                .genericKubernetesResources("rbac.authorization.k8s.io/v1", "ClusterRoleBinding")
                .withName(binding)
                .require()
                .getMetadata()
                .getAnnotations();
    }

    private String spec(String pod, String path) throws InterruptedException {
        return admin.run("get", "pod", pod, "-n", "signed", "-o", "jsonpath=" + path)
                .stdout();
    }

    private void apply(String manifest) throws InterruptedException {
        assertAccepted(admin.runWith(manifest, "apply", "-f", "-"));
    }

    private static String binding(String name, String annotations) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %s, annotations: {%s}}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                subjects: []
                """.formatted(name, annotations.replace(": 20", ": \"20").replace("Z", "Z\""));
    }
}
