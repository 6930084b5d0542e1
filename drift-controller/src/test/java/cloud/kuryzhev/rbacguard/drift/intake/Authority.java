package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.testbed.CertificateAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** An authority with the files a server needs and the clients it lets in. */
public final class Authority {

    private final CertificateAuthority authority = new CertificateAuthority();
    private final Path directory;

    /** Writes its certificate, and a server's for 127.0.0.1. */
    public Authority(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        CertificateAuthority.Identity server = authority.server(
                List.of("localhost", "rbac-guard-drift-controller.rbac-guard.svc"), List.of("127.0.0.1"));
        write("ca.crt", authority.certificate());
        write("tls.crt", server.certificate());
        write("tls.key", server.key());
    }

    private void write(String name, String pem) throws IOException {
        Files.writeString(file(name), pem, UTF_8);
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** A file that tells kube-apiserver to post to {@code url} as this client. */
    public Path webhookConfig(String client, URI url) throws IOException {
        writeClient(client);
        write("webhook.kubeconfig", """
                apiVersion: v1
                kind: Config
                clusters: [{name: guard, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: api-server, user: {client-certificate: "%s", client-key: "%s"}}]
                contexts: [{name: webhook, context: {cluster: guard, user: api-server}}]
                current-context: webhook
                """.formatted(url, file("ca.crt"), file("client.crt"), file("client.key")));
        return file("webhook.kubeconfig");
    }

    /** Writes {@code client.crt} and {@code client.key} of a client of this name. */
    public void writeClient(String name) throws IOException {
        CertificateAuthority.Identity identity = authority.client(name, List.of());
        write("client.crt", identity.certificate());
        write("client.key", identity.key());
    }

    /** For a client of this name that trusts this authority's servers. */
    SSLContext client(String name) throws GeneralSecurityException {
        return client(authority.client(name, List.of()));
    }

    /** For a client that shows what another authority signed. */
    SSLContext stranger(String name) throws GeneralSecurityException {
        return client(new CertificateAuthority().client(name, List.of()));
    }

    /** For a client that shows nothing. */
    SSLContext nobody() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust().getTrustManagers(), null);
        return context;
    }

    private SSLContext client(CertificateAuthority.Identity identity) throws GeneralSecurityException {
        PemSslStoreDetails own =
                PemSslStoreDetails.forCertificate(identity.certificate()).withPrivateKey(identity.key());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(new PemSslStoreBundle(own, null).getKeyStore(), new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust().getTrustManagers(), null);
        return context;
    }

    private TrustManagerFactory trust() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(authority.certificate()))
                .getTrustStore());
        return trust;
    }
}
