package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import cloud.kuryzhev.rbacguard.benchmarks.core.Reviews;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Asks a service itself. */
final class Probe implements AutoCloseable {

    private static final int PRACTICE = 200;

    private final SSLContext tls;
    private final HttpClient plain = HttpClient.newHttpClient();

    Probe(SSLContext tls) {
        this.tls = tls;
    }

    /** So that the next first review shows how quick the service is, and not how quick this JVM is at its first one. */
    void practise(URI url) throws IOException, InterruptedException {
        for (int i = 0; i < PRACTICE; i++) {
            firstReview(url);
        }
    }

    boolean isOk(URI url) {
        try {
            return plain.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false; // not listening yet
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How long a review takes over a new connection, with its TLS handshake. */
    Duration firstReview(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Reviews.body()))
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build()) {
            long begin = System.nanoTime();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            long took = System.nanoTime() - begin;
            if (status != 200) {
                throw new IOException(url + " answered the first review with " + status);
            }
            return Duration.ofNanos(took);
        }
    }

    @Override
    public void close() {
        plain.close();
    }
}
