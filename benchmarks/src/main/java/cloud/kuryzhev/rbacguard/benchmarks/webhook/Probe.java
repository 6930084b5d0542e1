package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cloud.kuryzhev.rbacguard.benchmarks.core.Reviews;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** Asks a service itself. */
final class Probe implements AutoCloseable {

    private final Path first;
    private final Path authority;
    private final HttpClient plain = HttpClient.newHttpClient();

    /**
     * @param first the program in {@code benchmarks/first}: what asks in this JVM has compilers and threads of its own, which compete with
     *     the service's just after its start
     * @param authority PEM of the certificate that signed the service's
     */
    Probe(Path first, Path authority) {
        this.first = first;
        this.authority = authority;
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
    double firstReviewMillis(URI url) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(first.toAbsolutePath().toString(), url.toString(), authority.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var review = process.getOutputStream()) {
            review.write(Reviews.body());
        }
        String took = new String(process.getInputStream().readAllBytes(), US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException(first + " had no first review from " + url + "; it says above why");
        }
        return Double.parseDouble(took.strip());
    }

    @Override
    public void close() {
        plain.close();
    }
}
