package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.drift.remediation.Candidate;
import cloud.kuryzhev.rbacguard.drift.remediation.RemediationProperties;
import cloud.kuryzhev.rbacguard.drift.remediation.RemediationProperties.Rollback;
import cloud.kuryzhev.rbacguard.drift.remediation.Remediations;
import cloud.kuryzhev.rbacguard.drift.remediation.Surroundings;
import cloud.kuryzhev.rbacguard.kube.RbacResources;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.Metadata;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.Shadow;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A controller that ends before any of its writes, as kill -9 ends it, leaves nothing half done to the one that comes after it. */
@WithControlPlane
class StoppedBetweenStepsIT {

    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final RemediationProperties ENABLED =
            new RemediationProperties(true, Duration.ZERO, Duration.ofDays(7), Rollback.MANUAL);

    private static Installation cluster;

    @BeforeAll
    static void install(ControlPlane plane) throws InterruptedException {
        cluster = Installation.in(plane);
        cluster.allowRemediation();
    }

    /** What is planned is written down, role, binding, deletion, what is done is written down. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void applyingIsFinishedOrTakenBack(int write) {
        String name = "half-" + write;
        file(name);
        try (KubernetesClient dying = endingBefore(write)) {
            assertThatThrownBy(() -> tend(dying, name)).isInstanceOf(Ended.class);
        }

        resume(name);

        assertWhole(name);
        tend(cluster.auditor().client(), name);
        assertThat(exists(name)).isFalse();
        assertThat(phase(name)).isEqualTo("Applied");
        assertWhole(name);
        remove(name);
    }

    /** That it is begun is written down, the old binding, the new binding, the new role, that it is done is written down. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void puttingBackIsFinished(int write) {
        String name = "back-" + write;
        file(name);
        tend(cluster.auditor().client(), name);
        cluster.decide(name, "undo", "\"by\":\"carol\",\"at\":\"2026-06-01T09:00:00Z\"");
        reconcile(name);
        try (KubernetesClient dying = endingBefore(write)) {
            assertThatThrownBy(() -> tend(dying, name)).isInstanceOf(Ended.class);
        }

        resume(name);
        tend(cluster.auditor().client(), name);

        assertThat(exists(name)).isTrue();
        assertThat(created(name)).isZero();
        remove(name);
    }

    /** An approved violation of a binding of everything, for which a role for pods is suggested. */
    private static void file(String name) {
        cluster.makeNamespace(name);
        cluster.bindClusterAdmin(name, name, "worker");
        reconcile(name);
        cluster.decide(name, "approve", "\"by\":\"bob\",\"at\":\"2026-06-01T08:00:00Z\"");
        reconcile(name);
    }

    private static void assertWhole(String name) {
        if (exists(name)) {
            assertThat(created(name)).isZero();
            assertThat(violation(name).getStatus().remediation()).isNull();
        } else {
            assertThat(created(name)).isEqualTo(2);
            assertThat(violation(name).getStatus().remediation()).isNotNull().satisfies(it -> assertThat(it.step())
                    .isEqualTo("Applied"));
        }
    }

    private static ViolationStore.Filed reconcile(String name) {
        List<RBACViolation> own = store(cluster.auditor().client()).list().stream()
                .filter(it -> it.getSpec().sourceName().equals(name))
                .toList();
        List<DesiredViolation> desired =
                exists(name) ? List.of(DesiredViolation.of(spec(name), Installation.NAMESPACE)) : List.of();
        return store(cluster.auditor().client())
                .reconcile(
                        own,
                        desired,
                        new ShadowWatches(
                                new Shadow(RbacSnapshot.of(List.of()), Usage.NONE, Policy.DEFAULT), Duration.ZERO, NOW),
                        NOW)
                .filed()
                .getFirst();
    }

    private static void tend(KubernetesClient client, String name) {
        ViolationStore.Filed filed = reconcile(name);
        new Remediations(client, ENABLED)
                .tend(
                        List.of(new Candidate(filed.violation(), filed.found().map(DesiredViolation::spec))),
                        new StatusJournal(store(client), NOW),
                        around(name));
    }

    private static void resume(String name) {
        KubernetesClient client = cluster.auditor().client();
        new Remediations(client, ENABLED)
                .resume(List.of(violation(name)), new StatusJournal(store(client), NOW), around(name));
    }

    private static Surroundings around(String name) {
        var objects = new TreeMap<ObjectKey, RbacObject>();
        Optional.ofNullable(cluster.client()
                        .rbac()
                        .clusterRoleBindings()
                        .withName(name)
                        .get())
                .map(RbacResources::toModel)
                .ifPresent(it -> objects.put(it.key(), it));
        return new Surroundings(objects, Usage.NONE, Policy.DEFAULT, Installation.NAMESPACE, NOW);
    }

    private static ViolationStore store(KubernetesClient client) {
        return new ViolationStore(client, Duration.ofDays(90));
    }

    private static RBACViolation violation(String name) {
        return cluster.violation("ClusterRoleBinding", name).orElseThrow();
    }

    private static String phase(String name) {
        return cluster.phase("ClusterRoleBinding", name);
    }

    private static boolean exists(String name) {
        return cluster.client().rbac().clusterRoleBindings().withName(name).get() != null;
    }

    private static int created(String name) {
        var rbac = cluster.client().rbac();
        return rbac.roles().inNamespace(name).list().getItems().size()
                + rbac.roleBindings().inNamespace(name).list().getItems().size();
    }

    private static void remove(String name) {
        cluster.deleteClusterRoleBinding(name);
        cluster.client().resource(violation(name)).delete();
    }

    private static RBACViolationSpec spec(String name) {
        var binding = new ObjectName("ClusterRoleBinding", name, null);
        return SpecBuilder.of(binding)
                .breaks("wildcard_verb")
                .suggestion(new NarrowChange(binding, new Metadata(name + "-least", name), "worker").to("list", "pods"))
                .build();
    }

    /** The controller's client, whose process ends before its {@code write}th write. */
    private static KubernetesClient endingBefore(int write) {
        var writes = new AtomicInteger();
        var interceptor = new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                if (!request.method().equals("GET") && writes.incrementAndGet() >= write) {
                    throw new Ended();
                }
            }
        };
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.auditor().kubeconfig().toFile()))
                .withHttpClientBuilderConsumer(it -> it.addOrReplaceInterceptor("end", interceptor))
                .build();
    }

    private static final class Ended extends Error {
        private static final long serialVersionUID = 1L;
    }
}
