package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.DeniedAccess;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.SeenFrom;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RBACUsage objects lie beside their subjects, are written when they say something new, and go with their subjects. */
class UsageObjectsIT extends GuardedCluster {

    @Test
    void whatAServiceAccountDidAndWasRefusedLiesBesideIt(ControlPlane plane) throws InterruptedException {
        User reader = reader(plane, "beside-usage");
        reader.client().pods().inNamespace("beside-usage").list();
        assertThatThrownBy(() ->
                        reader.client().secrets().inNamespace("beside-usage").list())
                .isInstanceOf(KubernetesClientException.class);

        eventually(() -> {
            assertThat(rules("beside-usage")).contains("[beside-usage] [pods] [list]");
            assertThat(usage("beside-usage").getSpec().denied())
                    .extracting(DeniedAccess::verb, DeniedAccess::resource, DeniedAccess::namespace)
                    .contains(org.assertj.core.groups.Tuple.tuple("list", "secrets", "beside-usage"));
        });
        RBACUsage usage = usage("beside-usage");
        assertThat(usage.getMetadata().getName()).matches("serviceaccount-reader-[0-9a-f]{10}");
        assertThat(usage.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> assertThat(
                        owner.getUid())
                .isEqualTo(cluster.client()
                        .serviceAccounts()
                        .inNamespace("beside-usage")
                        .withName("reader")
                        .get()
                        .getMetadata()
                        .getUid()));
        assertThat(usage.getMetadata().getManagedFields())
                .extracting(it -> it.getManager())
                .containsExactly("rbac-guard-usage");
        assertListed();
        assertDayIsCounted(usage);
    }

    private static void assertDayIsCounted(RBACUsage usage) throws InterruptedException {
        List<DayOfUse> days = UsageResources.days(usage);
        assertThat(days).isNotEmpty();
        assertThat(days.stream().mapToLong(DayOfUse::requests).sum()).isGreaterThanOrEqualTo(2);
        assertThat(days.stream().mapToLong(DayOfUse::denied).sum()).isEqualTo(1);
        assertThat(cluster.kubectl("describe", "rbacu", "-n", "beside-usage"))
                .containsPattern(
                        "By Day:\\s+Day:\\s+" + days.getFirst().day() + "\\s+Denied:\\s+\\d\\s+Requests:\\s+\\d");
    }

    private static void assertListed() throws InterruptedException {
        List<String> lines =
                cluster.kubectl("get", "rbacu", "-n", "beside-usage").lines().toList();
        assertThat(lines.getFirst().split("  +"))
                .containsExactly("NAME", "KIND", "SUBJECT", "PERMISSIONS", "LAST SEEN", "DENIED LATELY", "TRUNCATED");
        assertThat(lines)
                .anyMatch(line ->
                        line.matches("serviceaccount-reader-\\S+ +ServiceAccount +reader +\\d+ +\\d+s +1 +false"));
    }

    @Test
    void usageThatRunsOnIsNoReasonToWriteButANewPermissionIs(ControlPlane plane) throws InterruptedException {
        User reader = reader(plane, "quiet-usage");
        reader.client().pods().inNamespace("quiet-usage").list();
        eventually(() -> assertThat(rules("quiet-usage")).contains("[quiet-usage] [pods] [list]"));
        String before = usage("quiet-usage").getMetadata().getResourceVersion();
        double cycled = guard.metric("rbac_bindings_scanned_total");

        eventually(() -> {
            reader.client().pods().inNamespace("quiet-usage").list();
            assertThat(guard.metric("rbac_bindings_scanned_total")).isGreaterThan(cycled + 400);
        });
        assertThat(usage("quiet-usage").getMetadata().getResourceVersion()).isEqualTo(before);

        reader.client().pods().inNamespace("quiet-usage").withName("web").get();
        eventually(() ->
                assertThat(rules("quiet-usage")).contains("[quiet-usage] [pods] [get]", "[quiet-usage] [pods] [list]"));
    }

    @Test
    void theWorkloadIsToldAndANewPodOfItIsNoReasonToWrite(ControlPlane plane) throws InterruptedException {
        User reader = reader(plane, "workload-usage");
        listAs(reader, pod("web-1"));
        eventually(() -> assertThat(rules("workload-usage")).contains("[workload-usage] [pods] [list]"));
        RBACUsage before = usage("workload-usage");
        assertThat(before.getSpec().seenFrom()).isEqualTo(new SeenFrom(List.of("web-1"), 0, List.of("n1"), 0));
        assertThat(cluster.kubectl("describe", "rbacu", "-n", "workload-usage"))
                .containsPattern(
                        "Seen From:\\s+Nodes:\\s+n1\\s+Other Nodes:\\s+0\\s+Other Pods:\\s+0\\s+Pods:\\s+web-1");

        listAs(reader, pod("web-2"));
        double cycled = guard.metric("rbac_bindings_scanned_total");
        eventually(() -> assertThat(guard.metric("rbac_bindings_scanned_total")).isGreaterThan(cycled + 400));
        assertThat(usage("workload-usage").getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());

        reader.client().pods().inNamespace("workload-usage").withName("web").get();
        eventually(() -> assertThat(usage("workload-usage").getSpec().seenFrom())
                .isEqualTo(new SeenFrom(List.of("web-2", "web-1"), 0, List.of("n1"), 0)));
    }

    /** A new pod of {@code workload-usage}, and a token that is bound to it. */
    private static String pod(String name) throws InterruptedException {
        cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: { name: %s, namespace: workload-usage }
                spec:
                  serviceAccountName: reader
                  nodeName: n1
                  containers: [{ name: main, image: none }]
                """.formatted(name));
        return cluster.kubectl(
                        "create",
                        "token",
                        "reader",
                        "-n",
                        "workload-usage",
                        "--bound-object-kind=Pod",
                        "--bound-object-name=" + name)
                .strip();
    }

    private static void listAs(User reader, String token) {
        Config config = new ConfigBuilder(reader.client().getConfiguration())
                .withOauthToken(token)
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.pods().inNamespace("workload-usage").list();
        }
    }

    @Test
    void aDeletedServiceAccountTakesItsUsageWithItAndANewOneBeginsAnew(ControlPlane plane) throws InterruptedException {
        User reader = reader(plane, "gone-usage");
        reader.client().pods().inNamespace("gone-usage").list();
        eventually(() -> assertThat(cluster.usage("gone-usage", "reader")).isPresent());

        cluster.kubectl("delete", "serviceaccount", "-n", "gone-usage", "reader");

        eventually(() -> assertThat(cluster.usage("gone-usage", "reader")).isEmpty());
        double cycled = guard.metric("rbac_bindings_scanned_total");
        eventually(() -> assertThat(guard.metric("rbac_bindings_scanned_total")).isGreaterThan(cycled + 400));
        assertThat(cluster.usage("gone-usage", "reader")).isEmpty();
    }

    @Test
    void whatOthersWroteIsPutRightAndWhatIsNobodysGoes(ControlPlane plane) throws InterruptedException {
        User reader = reader(plane, "edited-usage");
        reader.client().pods().inNamespace("edited-usage").list();
        eventually(() -> assertThat(rules("edited-usage")).contains("[edited-usage] [pods] [list]"));
        cluster.kubectl(
                "patch",
                "rbacu",
                "-n",
                "edited-usage",
                usage("edited-usage").getMetadata().getName(),
                "--type=merge",
                "-p",
                "{\"spec\":{\"used\":[]}}");
        cluster.apply("""
                apiVersion: audit.kuryzhev.cloud/v1alpha1
                kind: RBACUsage
                metadata: { name: another, namespace: edited-usage }
                spec:
                  subject: { kind: ServiceAccount, namespace: edited-usage, name: reader }
                  window: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", gapless: true }
                """);

        eventually(() -> {
            assertThat(rules("edited-usage")).contains("[edited-usage] [pods] [list]");
            assertThat(cluster.kubectl("get", "rbacu", "-n", "edited-usage", "-o", "name"))
                    .doesNotContain("/another");
        });
    }

    @Test
    void aUsersUsageLiesInTheReleasesNamespace(ControlPlane plane) {
        User jane = plane.user("jane@example.com", "dev");
        assertThatThrownBy(() -> jane.client().nodes().list()).isInstanceOf(KubernetesClientException.class);

        eventually(() -> assertThat(cluster.usage(Installation.NAMESPACE, "jane@example.com"))
                .get()
                .satisfies(it -> assertThat(it.getMetadata().getName()).matches("user-jane-example-com-[0-9a-f]{10}"))
                .satisfies(
                        it -> assertThat(it.getMetadata().getOwnerReferences()).isEmpty())
                .satisfies(it -> assertThat(it.getSpec().deniedPermissions()).isPositive()));
    }

    private static User reader(ControlPlane plane, String namespace) throws InterruptedException {
        User reader = plane.serviceAccount(namespace, "reader");
        cluster.kubectl("create", "role", "-n", namespace, "reader", "--verb=get,list", "--resource=pods");
        cluster.kubectl(
                "create",
                "rolebinding",
                "-n",
                namespace,
                "reader",
                "--role=reader",
                "--serviceaccount=" + namespace + ":reader");
        return reader;
    }

    private static RBACUsage usage(String namespace) {
        return cluster.usage(namespace, "reader").orElseThrow();
    }

    private static List<String> rules(String namespace) {
        return cluster.usage(namespace, "reader").stream()
                .flatMap(it -> it.getSpec().used().stream())
                .flatMap(scope -> scope.rules().stream()
                        .map(rule -> scope.namespaces() + " " + rule.resources() + " " + rule.verbs()))
                .toList();
    }
}
