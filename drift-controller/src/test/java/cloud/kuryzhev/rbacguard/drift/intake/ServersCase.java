package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Push;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Tls;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Webhook;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** The ports of a running intake, and clients of every kind. */
abstract class ServersCase {

    static final String GOOD = list(EventJson.event().line());

    @TempDir
    Path directory;

    Authority authority;
    private UsageStore store;
    private Sources sources;
    IntakeServers servers;

    @BeforeEach
    void start() throws IOException {
        authority = new Authority(directory.resolve("tls"));
        Tls tls = new Tls(authority.file("tls.crt"), authority.file("tls.key"));
        store = UsageStore.sqlite(directory.resolve("usage.db"));
        IntakeProperties properties = new IntakeProperties(
                directory.resolve("journal"),
                "",
                DataSize.ofMegabytes(1),
                new Webhook(0, tls, authority.file("ca.crt"), List.of("kube-apiserver")),
                new Push(0, tls, "firehose-key", "pubsub-token"),
                null);
        sources = new Sources(properties, store, Clock.systemUTC());
        servers = sources.serve();
    }

    @AfterEach
    void end() throws IOException {
        servers.close();
        for (NamedSource source : sources.all()) {
            source.source().close();
        }
        store.close();
    }

    static String list(String... items) {
        return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[" + String.join(",", items)
                + "]}";
    }

    SSLContext apiServer() throws GeneralSecurityException {
        return authority.client("kube-apiserver");
    }

    HttpRequest.Builder request(int server, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + servers.port(server) + path))
                .timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(SSLContext client, HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(client)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }

    int post(SSLContext client, BodyPublisher body) throws IOException, InterruptedException {
        return send(client, request(0, "/audit").POST(body).build()).statusCode();
    }

    int post(byte[] body) throws IOException, InterruptedException, GeneralSecurityException {
        return post(apiServer(), BodyPublishers.ofByteArray(body));
    }

    /** What is in the store, by source. */
    Map<String, Map<String, Long>> lines() throws IOException {
        for (NamedSource source : sources.all()) {
            int rests = 0;
            while (rests < 2) { // after a small commit it rests once
                rests = source.source().poll() ? 0 : rests + 1;
            }
        }
        return sources.all().stream()
                .filter(source -> !store.lines(source.name()).isEmpty())
                .collect(Collectors.toMap(NamedSource::name, source -> store.lines(source.name())));
    }

    void assertNothingStoredAndServiceGoesOn() throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(lines()).isEmpty();
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        assertThat(lines()).isEqualTo(Map.of("webhook", Map.of("used", 1L)));
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
