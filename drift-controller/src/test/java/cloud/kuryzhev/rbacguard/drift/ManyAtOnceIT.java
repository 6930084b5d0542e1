package cloud.kuryzhev.rbacguard.drift;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class ManyAtOnceIT {

    private static final int MANY = 5_000;
    private static final int AT_ONCE = 16;

    @RegisterExtension
    static final WireMockExtension OUTSIDE = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Test
    void fiveThousandViolationsAreAllFiledAndToldInAFewMessages(ControlPlane plane, @TempDir Path directory)
            throws Exception {
        Installation cluster = Installation.in(plane);
        cluster.makeNamespace("many");
        bind(cluster);
        OUTSIDE.stubFor(post(urlEqualTo("/slack")).willReturn(ok()));
        Path url = Files.writeString(directory.resolve("slack"), OUTSIDE.baseUrl() + "/slack");
        Instant started = Instant.now();
        try (Guard guard = Guard.start(
                cluster.auditor(),
                plane.auditLog(),
                directory,
                "--rbac-guard.cycle=300s",
                "--rbac-guard.telling.slack.url-file=" + url)) {
            await().atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofSeconds(10)) // to list them all is work too
                    .until(() -> open(cluster) == MANY);
            await().atMost(Duration.ofMinutes(3)).until(() -> !messages().isEmpty());

            long minutes = Duration.between(started, Instant.now()).toMinutes() + 1;
            assertThat(messages()).hasSizeLessThanOrEqualTo((int) (6 + 6 * minutes));
            assertThat(messages())
                    .filteredOn(it -> it.getBodyAsString().contains("more: `kubectl get rbacv -A`"))
                    .isNotEmpty()
                    .allSatisfy(it ->
                            assertThat(it.getBodyAsString().split("\\\\n", -1)).hasSizeLessThanOrEqualTo(21));
            assertThat(cluster.client().v1().events().inNamespace("many").list().getItems())
                    .hasSizeLessThanOrEqualTo((int) (2 * (600 + 600 * minutes)));
            assertThat(guard.metric("rbac_guard_write_failures_total")).isZero();
            assertThat(guard.metric("rbac_guard_sink_dead_letters_total{sink=\"slack\"}"))
                    .isZero();
        } finally {
            cluster.kubectl("delete", "namespace", "many", "--wait=false");
            cluster.client().rbac().roleBindings().inNamespace("many").delete();
        }
    }

    private static List<LoggedRequest> messages() {
        return OUTSIDE.findAll(postRequestedFor(urlEqualTo("/slack")));
    }

    private static long open(Installation cluster) {
        return cluster
                .client()
                .resources(cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation.class)
                .inNamespace("many")
                .list()
                .getItems()
                .stream()
                .filter(it ->
                        it.getStatus() != null && "Open".equals(it.getStatus().phase()))
                .count();
    }

    private static void bind(Installation cluster) throws InterruptedException {
        var slots = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MANY; i++) {
                var binding = new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace("many")
                        .withName("admin-" + i)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("rbac.authorization.k8s.io", "User", "user-" + i, null)
                        .build();
                slots.acquire();
                var _ = threads.submit(() -> {
                    try {
                        return cluster.client().resource(binding).create();
                    } finally {
                        slots.release();
                    }
                });
            }
        }
    }
}
