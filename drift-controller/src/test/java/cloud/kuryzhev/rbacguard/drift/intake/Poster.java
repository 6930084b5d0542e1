package cloud.kuryzhev.rbacguard.drift.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Posts batches as an API server does, which sends the same bytes until they are answered; it only gives up later. */
final class Poster implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient http;
    private final URI url;

    Poster(SSLContext client, int port) {
        http = HttpClient.newBuilder()
                .sslContext(client)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        url = URI.create("https://127.0.0.1:" + port + "/audit");
    }

    void post(byte[] batch) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(batch))
                .build();
        while (!isTaken(request)) {
            Thread.sleep(PAUSE);
        }
    }

    private boolean isTaken(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
