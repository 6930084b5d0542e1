package cloud.kuryzhev.rbacguard.admission.training;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks the service that is being trained. */
record Trainer(HttpClient plain, Path authority, int port, int management) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int REQUESTS_A_CONNECTION = 500;

    void awaitReady(Process service) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!isReady()) {
            if (!service.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("the service did not become ready; see the log in " + authority.getParent());
            }
            Thread.sleep(POLL);
        }
    }

    void ask(Reviews reviews, int count) throws IOException, InterruptedException {
        for (int done = 0; done < count; done += REQUESTS_A_CONNECTION) {
            try (HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(trusting())
                    .build()) {
                for (int i = 0; i < REQUESTS_A_CONNECTION; i++) {
                    ask(client, reviews.turn().get(i % reviews.turn().size()));
                }
            }
        }
    }

    private void ask(HttpClient client, Reviews.Asked asked) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + asked.path()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(asked.body()))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200 || response.body().contains("could not read")) {
            throw new IOException(asked.path() + " answered " + response.statusCode() + ": " + response.body());
        }
    }

    private boolean isReady() throws InterruptedException {
        URI readiness = URI.create("http://127.0.0.1:" + management + "/health/readiness");
        try {
            return plain.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false; // not listening yet
        }
    }

    private SSLContext trusting() throws IOException {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot trust " + authority, e);
        }
    }
}
