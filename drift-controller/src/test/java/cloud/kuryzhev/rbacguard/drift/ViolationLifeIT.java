package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ViolationLifeIT extends GuardedCluster {

    private static final String COUNTER =
            "rbac_violations_total{kind=\"ClusterRoleBinding\",name=\"story-admin\",namespace=\"\",rule=\"forbidden_role_ref:cluster-admin\"}";

    @Test
    void aGrantOfEverythingIsReplacedByWhatWasUsed(ControlPlane plane) throws Exception {
        User backend = plane.serviceAccount("story", "backend");
        cluster.bindClusterAdmin("story-admin", "story", "backend");
        cluster.eventuallyOpen("story-admin");
        assertThat(guard.metric(COUNTER)).isEqualTo(1);
        assertEvents("RBACViolationOpened", "Warning");

        work(backend.client());
        eventually(() -> assertThat(suggestion().summary())
                .isEqualTo("apply Role story/story-admin-least and what binds it, then delete ClusterRoleBinding"
                        + " story-admin"));
        eventually(() -> assertThat(rules()).containsExactly("[configmaps] [get]", "[pods] [get, list, watch]"));
        assertVerdicts();
        assertListed();

        cluster.apply(Objects.requireNonNull(suggestion().manifest()));
        cluster.deleteClusterRoleBinding("story-admin");
        cluster.eventuallyResolved("story-admin");
        assertThat(resolvedCondition()).isEqualTo("True");
        assertEvents("RBACViolationResolved", "Normal");
        work(backend.client());
        assertThat(plane.admin()
                        .kubectl()
                        .run("auth", "can-i", "*", "*", "--as=system:serviceaccount:story:backend")
                        .stdout())
                .startsWith("no");

        assertComesBack();
        cluster.deleteClusterRoleBinding("story-admin");
    }

    @Test
    void aViolationOfANamespacedObjectLiesBesideIt() throws InterruptedException {
        cluster.makeNamespace("beside");
        cluster.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: { name: Deployer.v1, namespace: beside }
                rules: [{ apiGroups: [apps], resources: [deployments], verbs: ["*"] }]
                """.replace("Deployer.v1", "deployer:v1"));

        eventually(() -> assertThat(cluster.phase("Role", "deployer:v1")).isEqualTo("Open"));
        RBACViolation violation = cluster.violation("Role", "deployer:v1").orElseThrow();
        assertThat(violation.getMetadata().getNamespace()).isEqualTo("beside");
        assertThat(violation.getMetadata().getName()).matches("role-deployer-v1-[0-9a-f]{10}");
        assertThat(violation.getSpec().violatedRules()).containsExactly("wildcard_verb");
        assertThat(violation.getSpec().suggestion()).isNotNull().satisfies(it -> assertThat(it.summary())
                .startsWith("none: no binding grants it"));
        cluster.kubectl("delete", "-n", "beside", "role", "deployer:v1");
        eventually(() -> assertThat(cluster.phase("Role", "deployer:v1")).isEqualTo("Resolved"));
    }

    private static void assertVerdicts() {
        assertThat(violation().getSpec().permissions())
                .anySatisfy(it -> {
                    assertThat(it.permission()).isEqualTo("list pods -n story");
                    assertThat(it.verdict()).isEqualTo("used");
                })
                .anySatisfy(it -> {
                    assertThat(it.permission()).isEqualTo("* *.*");
                    assertThat(it.verdict()).isEqualTo("unused");
                });
    }

    private static void assertListed() throws InterruptedException {
        assertThat(cluster.kubectl("get", "rbacv", "-A").lines().toList())
                .satisfies(lines -> assertThat(lines.getFirst().split(" +"))
                        .containsExactly(
                                "NAMESPACE",
                                "NAME",
                                "KIND",
                                "OBJECT",
                                "RULES",
                                "SEVERITY",
                                "UNUSED%",
                                "PHASE",
                                "REVIEW",
                                "AGE"))
                .anySatisfy(line -> assertThat(line)
                        .containsSubsequence(
                                "rbac-guard ",
                                " ClusterRoleBinding ",
                                " story-admin ",
                                " [\"forbidden_role_ref:cluster-admin\"] ",
                                " CRITICAL ",
                                " Open "));
    }

    private static void assertComesBack() {
        String firstSeen = violation().getStatus().firstSeen();
        cluster.bindClusterAdmin("story-admin", "story", "backend");
        cluster.eventuallyOpen("story-admin");
        assertThat(violation().getStatus().firstSeen()).isEqualTo(firstSeen);
        assertThat(violation().getStatus().resolvedAt()).isNull();
        assertThat(resolvedCondition()).isEqualTo("False");
        assertThat(guard.metric(COUNTER)).isEqualTo(2);
        double scanned = guard.metric("rbac_bindings_scanned_total");
        eventually(() -> assertThat(guard.metric("rbac_bindings_scanned_total")).isGreaterThan(scanned + 200));
        assertThat(guard.metric(COUNTER)).isEqualTo(2);
    }

    /** What the workload does; the third and the fourth are answered 404, and were authorised. */
    private static void work(KubernetesClient client) {
        client.pods().inNamespace("story").list();
        try (Watch _ = client.pods().inNamespace("story").watch(new Ignoring())) {
            client.pods().inNamespace("story").withName("web").get();
            client.configMaps().inNamespace("story").withName("settings").get();
        }
    }

    private static RBACViolation violation() {
        return cluster.violation("ClusterRoleBinding", "story-admin").orElseThrow();
    }

    private static SuggestedChange suggestion() {
        return Objects.requireNonNull(violation().getSpec().suggestion());
    }

    private static List<String> rules() {
        return suggestion().roles().getFirst().rules().stream()
                .map(rule -> rule.getResources() + " " + rule.getVerbs())
                .toList();
    }

    private static String resolvedCondition() {
        return violation().getStatus().conditions().getFirst().getStatus();
    }

    private static void assertEvents(String reason, String type) {
        String name = violation().getMetadata().getName();
        eventually(() -> assertThat(events(reason, type))
                .contains("default/ClusterRoleBinding/story-admin", "rbac-guard/RBACViolation/" + name));
    }

    private static List<String> events(String reason, String type) {
        return cluster.client().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(event ->
                        event.getReason().equals(reason) && event.getType().equals(type))
                .map(ViolationLifeIT::about)
                .toList();
    }

    private static String about(Event event) {
        var object = event.getInvolvedObject();
        return event.getMetadata().getNamespace() + "/" + object.getKind() + "/" + object.getName();
    }

    private static final class Ignoring implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {}

        @Override
        public void onClose(WatcherException cause) {}
    }
}
