package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.PastDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people decide about a violation counts for as long as it is about what is found. */
class DecisionsIT extends GuardedCluster {

    @Test
    void aSnoozeTellsWhoseItIsAndEnds() throws InterruptedException {
        cluster.bindClusterAdmin("snoozed-admin", "default", "snoozed");
        cluster.eventuallyOpen("snoozed-admin");
        String until = Instant.now().plusSeconds(4).toString();

        cluster.decide("snoozed-admin", "snooze", "\"until\":\"" + until + "\",\"by\":\"bob\"");

        eventually(() -> assertThat(phase("snoozed-admin")).isEqualTo("Snoozed"));
        assertThat(cluster.kubectl("get", "rbacv", "-A").lines())
                .anyMatch(line ->
                        line.contains("snoozed-admin") && line.matches(".* Snoozed +by bob, until " + until + " .*"));
        eventually(() -> assertThat(phase("snoozed-admin")).isEqualTo("Open"));
        eventually(() ->
                assertThat(cluster.reasons("RBACViolation")).contains("RBACViolationSnoozed", "RBACViolationReopened"));
        cluster.deleteClusterRoleBinding("snoozed-admin");
    }

    @Test
    void aRejectionIsOverWhenSomebodyElseIsGrantedTheSame() throws InterruptedException {
        cluster.bindClusterAdmin("rejected-admin", "default", "rejected");
        cluster.eventuallyOpen("rejected-admin");
        cluster.decide("rejected-admin", "reject", "\"by\":\"bob\",\"reason\":\"break-glass\"");
        eventually(() -> assertThat(phase("rejected-admin")).isEqualTo("Rejected"));
        assertThat(describe("rejected-admin"))
                .contains("break-glass", "Rejected", "by bob", "Diff:", "-  name: cluster-admin");

        cluster.kubectl(
                "patch",
                "clusterrolebinding",
                "rejected-admin",
                "--type=json",
                "-p",
                "[{\"op\":\"add\",\"path\":\"/subjects/-\",\"value\":{\"kind\":\"ServiceAccount\",\"name\":\"more\",\"namespace\":\"default\"}}]");

        eventually(() -> assertThat(phase("rejected-admin")).isEqualTo("Open"));
        assertThat(describe("rejected-admin")).contains("ContentChanged", "by bob, about what was found before");
        cluster.decide("rejected-admin", "reject", "\"by\":\"rita\",\"reason\":\"so be it\"");
        eventually(() -> assertThat(phase("rejected-admin")).isEqualTo("Rejected"));
        assertThat(Objects.requireNonNull(violation("rejected-admin").getStatus())
                        .decisions())
                .extracting(PastDecision::by, PastDecision::reason)
                .containsExactly(Tuple.tuple("bob", "break-glass"), Tuple.tuple("rita", "so be it"));
        assertThat(describe("rejected-admin")).containsPattern("(?s)Decisions:.*By: +bob.*By: +rita");
        cluster.deleteClusterRoleBinding("rejected-admin");
    }

    @Test
    void nothingIsWrittenWhileADecisionStands(ControlPlane plane) {
        User worker = plane.serviceAccount("standing", "worker");
        cluster.bindClusterAdmin("standing-admin", "standing", "worker");
        worker.client().pods().inNamespace("standing").list();
        eventually(() -> assertThat(violation("standing-admin").getSpec().suggestion())
                .isNotNull()
                .satisfies(it -> assertThat(it.manifest()).contains("pods")));
        cluster.decide("standing-admin", "approve", "\"by\":\"bob\"");
        eventually(() -> assertThat(phase("standing-admin")).isEqualTo("Approved"));

        Map<String, String> before = cluster.settledVersions();
        double scanned = guard.metric("rbac_bindings_scanned_total");
        eventually(() -> {
            worker.client().pods().inNamespace("standing").list();
            assertThat(guard.metric("rbac_bindings_scanned_total")).isGreaterThan(scanned + 400);
        });

        assertThat(cluster.versions()).containsAllEntriesOf(before);
        assertThat(violation("standing-admin").getSpec().diff())
                .startsWith("--- live\n+++ suggested\n@@ ")
                .contains("-  name: cluster-admin\n", "+  - pods\n");
        cluster.deleteClusterRoleBinding("standing-admin");
    }

    @Test
    void aResolvedOneIsRemovedAfterItsRetention(@TempDir Path directory) {
        cluster.bindClusterAdmin("kept-admin", "default", "kept");
        cluster.eventuallyOpen("kept-admin");
        cluster.deleteClusterRoleBinding("kept-admin");
        cluster.eventuallyResolved("kept-admin");

        guard.close();
        try (Guard _ = Guard.start(
                cluster.auditor(),
                cluster.plane().auditLog(),
                directory,
                "--rbac-guard.violations.retention=1s",
                "--rbac-guard.cycle=500ms")) {
            eventually(() -> assertThat(cluster.violation("ClusterRoleBinding", "kept-admin"))
                    .isEmpty());
        }
        guard = Guard.start(cluster, directory);
    }

    private static RBACViolation violation(String binding) {
        return cluster.violation("ClusterRoleBinding", binding)
                .orElseThrow(() -> new AssertionError("no violation of " + binding + " yet"));
    }

    private static String phase(String binding) {
        return cluster.phase("ClusterRoleBinding", binding);
    }

    private static String describe(String binding) throws InterruptedException {
        RBACViolation violation = violation(binding);
        return Objects.requireNonNull(cluster.kubectl(
                "describe",
                "rbacv",
                "-n",
                violation.getMetadata().getNamespace(),
                violation.getMetadata().getName()));
    }
}
