package cloud.kuryzhev.rbacguard.admission;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A stranger's client of the service: trusts its authority, and has no certificate of its own. */
record Https(HttpClient client, int port) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    static Https to(Guard guard) throws GeneralSecurityException, IOException {
        return to(guard.port(), guard.file("ca.crt"));
    }

    static Https to(Shipped shipped) throws GeneralSecurityException, IOException {
        return to(shipped.port(), shipped.authority());
    }

    private static Https to(int port, Path authority) throws GeneralSecurityException, IOException {
        return new Https(HttpClient.newBuilder().sslContext(trusting(authority)).build(), port);
    }

    static SSLContext trusting(Path authorities) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry(
                        ((X509Certificate) certificate).getSerialNumber().toString(), certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return send(request("/validate").POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> postEncoded(String encoding, byte[] body) throws IOException, InterruptedException {
        return send(request("/validate").header("Content-Encoding", encoding).POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return send(request(path).header("Accept", accept));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
    }
}
