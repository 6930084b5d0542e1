package cloud.kuryzhev.rbacguard.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.ObservedUsage.Reading;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservedUsageTest {

    private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
    private static final Subject JANE = new Subject.User("jane");
    private static final Subject BACKEND = new Subject.ServiceAccount("shop", "backend");
    private static final Subject STUCK = new Subject.ServiceAccount("stuck", "backend");

    private final Map<String, String> objects = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
    }

    @AfterEach
    void end() {
        end.countDown();
        client.close();
        server.stop(0);
    }

    @Test
    void whatIsThereIsFoundWhereItBelongs() throws InterruptedException {
        put(JANE, JANE);
        put(BACKEND, BACKEND);

        Reading reading = read(Duration.ofSeconds(30), List.of(JANE, BACKEND, new Subject.User("joe")));

        assertThat(reading.summaries()).extracting(UsageSummary::subject).containsExactly(JANE, BACKEND);
        assertThat(reading.complete()).isTrue();
    }

    @Test
    void whatSpeaksOfSomebodyElseCountsAsAbsent() throws InterruptedException {
        put(JANE, BACKEND);

        Reading reading = read(Duration.ofSeconds(30), List.of(JANE));

        assertThat(reading.summaries()).isEmpty();
        assertThat(reading.complete()).isTrue();
    }

    @Test
    void whoeverDoesNotAnswerInTimeIsNotWaitedFor() throws InterruptedException {
        put(JANE, JANE);

        Reading reading = read(Duration.ofSeconds(2), List.of(JANE, STUCK));

        assertThat(reading.summaries()).extracting(UsageSummary::subject).containsExactly(JANE);
        assertThat(reading.complete()).isFalse();
    }

    @Test
    void aRefusalIsNotTakenForAbsence() throws InterruptedException {
        objects.put(path(JANE), "");

        assertThat(read(Duration.ofSeconds(30), List.of(JANE)).complete()).isFalse();
    }

    private Reading read(Duration patience, List<Subject> subjects) throws InterruptedException {
        try (var usage = new ObservedUsage(client, "rbac-guard", patience)) {
            return usage.of(subjects);
        }
    }

    /** Where the object about {@code place} belongs, one about {@code subject}. */
    private void put(Subject place, Subject subject) {
        var used = new TreeMap<Permission, Seen>(Map.of(new OnResource("get", "", "pods", "", "shop"), Seen.once(AT)));
        var usage = new RBACUsage();
        usage.setSpec(UsageResources.toSpec(UsageSummary.of(
                subject, new SubjectUsage(new TreeSet<>(), used, new TreeMap<>()), new Coverage(AT, AT, 1))));
        objects.put(path(place), client.getKubernetesSerialization().asJson(usage));
    }

    private static String path(Subject subject) {
        UsageResources.Place place = UsageResources.place(subject, "rbac-guard");
        return "/apis/audit.kuryzhev.cloud/v1alpha1/namespaces/" + place.namespace() + "/rbacusages/" + place.name();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(path(STUCK))) {
            try {
                end.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        String found = objects.get(path);
        byte[] body = String.valueOf(found).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status(found), found == null || found.isEmpty() ? -1 : body.length);
        if (found != null && !found.isEmpty()) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static int status(@Nullable String found) {
        if (found == null) {
            return 404;
        }
        return found.isEmpty() ? 403 : 200;
    }
}
