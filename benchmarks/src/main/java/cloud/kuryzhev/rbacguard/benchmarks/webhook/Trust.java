package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the certificates in some PEM files. */
final class Trust {

    private Trust() {}

    static SSLContext in(Path... authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Path authority : authorities) {
                try (InputStream pem = Files.newInputStream(authority)) {
                    store.setCertificateEntry(
                            authority.toString(),
                            CertificateFactory.getInstance("X.509").generateCertificate(pem));
                }
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot read the certificates in " + java.util.List.of(authorities), e);
        }
    }
}
