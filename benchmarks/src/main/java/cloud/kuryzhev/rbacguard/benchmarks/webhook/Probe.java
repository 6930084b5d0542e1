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

    private final HttpClient client;

    Probe(SSLContext tls) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
    }

    boolean isOk(URI url) {
        try {
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false; // not listening yet
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How long a review takes, with its TLS handshake. */
    Duration review(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Reviews.body()))
                .build();
        long begin = System.nanoTime();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        long took = System.nanoTime() - begin;
        if (status != 200) {
            throw new IOException(url + " answered the first review with " + status);
        }
        return Duration.ofNanos(took);
    }

    @Override
    public void close() {
        client.close();
    }
}
