package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Push;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Tls;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Webhook;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class IntakeServersTest {

    private static final String GOOD = list(EventJson.event().line());

    @TempDir
    private Path directory;

    private Authority authority;
    private UsageStore store;
    private Sources sources;
    private IntakeServers servers;

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

    private static String list(String... items) {
        return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[" + String.join(",", items)
                + "]}";
    }

    private SSLContext apiServer() throws GeneralSecurityException {
        return authority.client("kube-apiserver");
    }

    private HttpRequest.Builder request(int server, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + servers.port(server) + path))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(SSLContext client, HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(client)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private int post(SSLContext client, BodyPublisher body) throws IOException, InterruptedException {
        return send(client, request(0, "/audit").POST(body).build()).statusCode();
    }

    private int post(byte[] body) throws IOException, InterruptedException, GeneralSecurityException {
        return post(apiServer(), BodyPublishers.ofByteArray(body));
    }

    /** What is in the store, by source. */
    private Map<String, Map<String, Long>> lines() throws IOException {
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

    private void assertNothingStoredAndServiceGoesOn()
            throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(lines()).isEmpty();
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        assertThat(lines()).isEqualTo(Map.of("webhook", Map.of("used", 1L)));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void anApiServersEventsAreStoredOnce() throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        assertThat(lines()).isEqualTo(Map.of("webhook", Map.of("used", 1L)));
    }

    @Test
    void nobodyElseGetsIn() throws IOException, InterruptedException, GeneralSecurityException {
        BodyPublisher body = BodyPublishers.ofString(GOOD);
        assertThatThrownBy(() -> post(authority.nobody(), body)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post(authority.stranger("kube-apiserver"), body))
                .isInstanceOf(IOException.class);
        assertThat(post(authority.client("developer"), body)).isEqualTo(401);
        assertNothingStoredAndServiceGoesOn();
    }

    @Test
    void aRenewedCertificateIsShownFromTheNextConnectionOn()
            throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        Files.writeString(authority.file("tls.crt"), "half of a change");
        servers.renew();
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        SSLContext oldClient = apiServer();
        authority = new Authority(directory.resolve("tls"));
        servers.renew();
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        assertThatThrownBy(() -> post(oldClient, BodyPublishers.ofString(GOOD))).isInstanceOf(IOException.class);
    }

    @Test
    void onlyPostsToAuditAreServedThere() throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(send(apiServer(), request(0, "/audit").GET().build()).statusCode())
                .isEqualTo(405);
        assertThat(send(apiServer(), request(0, "/metrics").GET().build()).statusCode())
                .isEqualTo(404);
        assertThat(send(
                                apiServer(),
                                request(0, "/firehose")
                                        .POST(BodyPublishers.ofString(GOOD))
                                        .build())
                        .statusCode())
                .isEqualTo(404);
        assertNothingStoredAndServiceGoesOn();
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException, InterruptedException, GeneralSecurityException {
        byte[] packed = gzip(GOOD.getBytes(UTF_8));
        assertThat(post(Arrays.copyOf(packed, packed.length - 9))).isEqualTo(400);
        assertThat(post("{\"items\":".getBytes(UTF_8))).isEqualTo(400);
        assertThat(post("no JSON".getBytes(UTF_8))).isEqualTo(400);
        assertThat(post(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})).isEqualTo(400);
        assertThat(send(
                                apiServer(),
                                request(0, "/audit")
                                        .header("Content-Encoding", "br")
                                        .POST(BodyPublishers.ofString(GOOD))
                                        .build())
                        .statusCode())
                .isEqualTo(415);
        assertNothingStoredAndServiceGoesOn();
    }

    @Test
    void whatIsTooLargeIsRefusedPackedOrNot() throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(post(list("{\"x\":\"" + "x".repeat(2_000_000) + "\"}").getBytes(UTF_8)))
                .isEqualTo(413);
        assertThat(post(gzip(new byte[50_000_000]))).isEqualTo(413);
        assertNothingStoredAndServiceGoesOn();
    }

    /** A line of 1 GB, sent in chunks: refused long before its end, by an answer or by the connection's. */
    @Test
    void anEndlessLineIsCutEarly() throws IOException, InterruptedException, GeneralSecurityException {
        byte[] chunk = "x".repeat(1 << 20).getBytes(UTF_8);
        try (SSLSocket socket = connect()) {
            assertThatThrownBy(() -> {
                        OutputStream out = socket.getOutputStream();
                        out.write(head("Transfer-Encoding: chunked"));
                        for (int i = 0; i < 1024; i++) {
                            out.write("100000\r\n".getBytes(UTF_8));
                            out.write(chunk);
                            out.write("\r\n".getBytes(UTF_8));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertNothingStoredAndServiceGoesOn();
    }

    @Test
    void aSenderThatStopsInTheMiddleIsLetGo() throws IOException, InterruptedException, GeneralSecurityException {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write(head("Content-Length: 1000"));
            socket.getOutputStream().write("{\"items\":[".getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 408");
        }
        assertNothingStoredAndServiceGoesOn();
    }

    private SSLSocket connect() throws IOException, GeneralSecurityException {
        return (SSLSocket) apiServer().getSocketFactory().createSocket("127.0.0.1", servers.port(0));
    }

    private static byte[] head(String header) {
        return ("POST /audit HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n").getBytes(UTF_8);
    }

    @Test
    void firehoseNeedsItsKeyAndGetsItsAnswer() throws IOException, InterruptedException, GeneralSecurityException {
        String body = "{\"requestId\":\"r-1\",\"timestamp\":1,\"records\":[{\"data\":\"%s\"}]}"
                .formatted(Base64.getEncoder()
                        .encodeToString(gzip(EventJson.event().line().getBytes(UTF_8))));
        HttpRequest.Builder request = request(1, "/firehose").POST(BodyPublishers.ofString(body));
        assertThat(send(authority.nobody(), request.build()).statusCode()).isEqualTo(401);
        assertThat(send(
                                authority.nobody(),
                                request.copy()
                                        .header("X-Amz-Firehose-Access-Key", "wrong")
                                        .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(lines()).isEmpty();
        HttpResponse<String> answer = send(
                authority.nobody(),
                request.copy()
                        .header("X-Amz-Firehose-Access-Key", "firehose-key")
                        .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"requestId\":\"r-1\",\"timestamp\":\\d{13}}");
        assertThat(lines()).isEqualTo(Map.of("firehose", Map.of("used", 1L)));
    }

    @Test
    void pubSubNeedsItsToken() throws IOException, InterruptedException, GeneralSecurityException {
        String body = "{\"message\":{\"data\":\"%s\",\"messageId\":\"1\"},\"subscription\":\"s\"}"
                .formatted(Base64.getEncoder()
                        .encodeToString(EventJson.event().line().getBytes(UTF_8)));
        for (String path : List.of("/pubsub", "/pubsub?token=", "/pubsub?token=pubsub-toke")) {
            assertThat(send(
                                    authority.nobody(),
                                    request(1, path)
                                            .POST(BodyPublishers.ofString(body))
                                            .build())
                            .statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        String form = "token=pubsub-token";
        assertThat(send(
                                authority.nobody(),
                                request(1, "/pubsub")
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofString(form))
                                        .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(lines()).isEmpty();
        assertThat(send(
                                authority.nobody(),
                                request(1, "/pubsub?token=pubsub-token")
                                        .POST(BodyPublishers.ofString(body))
                                        .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(lines()).isEqualTo(Map.of("pubsub", Map.of("used", 1L)));
    }

    @Test
    void aBatchWithAPoisonedItemIsStoredButForTheItem()
            throws IOException, InterruptedException, GeneralSecurityException {
        String good = EventJson.event().line();
        String many = String.join(",", Collections.nCopies(400, good));
        assertThat(post(list(many, "{\"kind\":\"Event\"}").getBytes(UTF_8))).isEqualTo(200);
        assertThat(lines()).isEqualTo(Map.of("webhook", Map.of("used", 400L, "malformed:not_an_event", 1L)));
    }
}
