package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Creates ClusterRoles that are not stored, through the API server, over kept HTTP/1.1 connections, and takes the time. */
final class Creations implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client;
    private final URI url;
    private final String token;
    private final Map<String, HttpRequest> requests = new ConcurrentHashMap<>();

    Creations(URI apiServer, SSLContext tls, String token) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
        this.url = apiServer.resolve("/apis/rbac.authorization.k8s.io/v1/clusterroles?dryRun=All");
        this.token = token;
    }

    /** One creation of a role of twelve harmless rules, in nanoseconds. */
    long nanos(Contender contender) throws InterruptedException {
        HttpRequest request = requests.computeIfAbsent(contender.name(), this::request);
        try {
            long begin = System.nanoTime();
            var response = client.send(request, BodyHandlers.ofString());
            long took = System.nanoTime() - begin;
            if (response.statusCode() != 201) {
                throw new IllegalStateException(
                        contender.name() + " answered " + response.statusCode() + ": " + response.body());
            }
            return took;
        } catch (IOException e) {
            throw new UncheckedIOException("creating a role for " + contender.name(), e);
        }
    }

    /** {@code count} creations by {@code clients} at once; what one second does of them is the result. */
    double perSecond(Contender contender, int clients, int count) throws Exception {
        Histogram took = new ConcurrentHistogram(3);
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = IntStream.range(0, clients)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                        for (int i = 0; i < count / clients; i++) {
                            took.recordValue(nanos(contender));
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> each : running) {
                each.get();
            }
        }
        return took.getTotalCount() * 1e9 / (System.nanoTime() - begin);
    }

    private HttpRequest request(String contender) {
        String rules = String.join(
                ",", IntStream.range(0, 12).mapToObj(i -> "{\"apiGroups\":[\"example.com\"],\"resources\":[\"widgets%1$d\",\"widgets%1$d/status\"],\"verbs\":[\"get\",\"list\",\"watch\",\"update\"]}".formatted(i)).toList());
        return HttpRequest.newBuilder(url)
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole",
             "metadata":{"generateName":"bench-","labels":{"%s":"%s"}},"rules":[%s]}""".formatted(Contender.LABEL, contender, rules)))
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
