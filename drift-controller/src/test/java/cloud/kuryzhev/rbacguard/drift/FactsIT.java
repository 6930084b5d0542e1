package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a violation says that is known from elsewhere than RBAC: owners, CronJobs, and what the API server serves. */
class FactsIT extends GuardedCluster {

    @Test
    void theGapNamesTheDiscoveryThatItWasCountedAgainst(ControlPlane plane) throws InterruptedException {
        User worker = plane.serviceAccount("gap", "worker");
        cluster.bindClusterAdmin("gap-admin", "gap", "worker");
        worker.client().pods().inNamespace("gap").list();

        eventually(() -> assertThat(spec("gap-admin").gap()).isNotNull().satisfies(gap -> {
            assertThat(gap.used()).isPositive();
            assertThat(gap.permissions()).isGreaterThan(300);
            assertThat(gap.unusedPercent()).isBetween(95, 99);
            assertThat(gap.unusedRiskPercent()).isBetween(95, 99);
            assertThat(gap.discovery()).matches("v1\\.\\d+\\.\\d+.*, \\d+ resources");
        }));
        assertThat(cluster.kubectl("get", "rbacv", "-n", Installation.NAMESPACE))
                .contains("UNUSED%");
        cluster.deleteClusterRoleBinding("gap-admin");
    }

    @Test
    void whatRunsOnceAMonthMakesTheWindowTooShort(ControlPlane plane) throws InterruptedException {
        User worker = plane.serviceAccount("monthly", "worker");
        cluster.apply("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: { name: report, namespace: monthly }
                spec:
                  schedule: "0 0 1 * *"
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          containers: [{ name: report, image: report }]
                """);
        cluster.bindClusterAdmin("monthly-admin", "monthly", "worker");
        worker.client().pods().inNamespace("monthly").list();

        String why = ", twice the longest time between two runs of CronJob monthly/report";
        eventually(() -> assertThat(suggestion("monthly-admin").summary())
                .isEqualTo("none: the audit log covers less than 62 d 0 h of this grant's life" + why
                        + ", which is too little evidence"));
        assertThat(spec("monthly-admin").usage())
                .isNotNull()
                .satisfies(it -> assertThat(it.needed()).isEqualTo("62 d 0 h" + why))
                .satisfies(it -> assertThat(it.gaplessSince()).isNotNull())
                .satisfies(it -> assertThat(it.youngest()).contains(", since 20"));
        cluster.deleteClusterRoleBinding("monthly-admin");
    }

    @Test
    void whatAHelmReleaseKeepsIsNotDeleted(ControlPlane plane) throws InterruptedException {
        User worker = plane.serviceAccount("chart", "worker");
        cluster.bindClusterAdmin("chart-admin", "chart", "worker");
        cluster.kubectl(
                "annotate",
                "clusterrolebinding",
                "chart-admin",
                "meta.helm.sh/release-name=shop",
                "meta.helm.sh/release-namespace=chart");
        worker.client().pods().inNamespace("chart").list();

        eventually(() -> assertThat(suggestion("chart-admin").owned())
                .singleElement()
                .satisfies(it -> assertThat(it.owner()).isEqualTo("Helm release chart/shop")));
        eventually(() -> assertThat(suggestion("chart-admin").manifest()).contains("pods"));
        assertThat(suggestion("chart-admin").delete()).isEmpty();
        assertThat(suggestion("chart-admin").summary())
                .contains(
                        "ClusterRoleBinding chart-admin belongs to Helm release chart/shop: change the chart's values");
        cluster.deleteClusterRoleBinding("chart-admin");
    }

    private static RBACViolationSpec spec(String binding) {
        return cluster.violation("ClusterRoleBinding", binding)
                .orElseThrow(() -> new AssertionError("no violation of " + binding + " yet"))
                .getSpec();
    }

    private static SuggestedChange suggestion(String binding) {
        return Objects.requireNonNull(spec(binding).suggestion());
    }
}
