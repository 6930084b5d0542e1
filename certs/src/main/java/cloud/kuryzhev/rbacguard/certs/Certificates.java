package cloud.kuryzhev.rbacguard.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a TLS server and those who call it need.
 *
 * @param trusted the authority's certificate, then those of earlier authorities that may still be in use
 */
public record Certificates(CertificateAuthority authority, List<X509Certificate> trusted, Identity serving) {

    /** The keys of a {@code kubernetes.io/tls} Secret, and the names of the files in a directory. */
    static final String CA_CERTIFICATE = "ca.crt";

    static final String CA_KEY = "ca.key";
    static final String TLS_CERTIFICATE = "tls.crt";
    static final String TLS_KEY = "tls.key";
    static final List<String> NAMES = List.of(CA_CERTIFICATE, CA_KEY, TLS_CERTIFICATE, TLS_KEY);

    public Certificates {
        trusted = List.copyOf(trusted);
    }

    /** PEM, for {@code clientConfig.caBundle} of a webhook configuration. */
    public byte[] caBundle() {
        return Pem.write(trusted);
    }

    /** PEM by name: {@code ca.crt}, {@code ca.key}, {@code tls.crt}, {@code tls.key}. */
    public SortedMap<String, byte[]> files() {
        return new TreeMap<>(Map.of(
                CA_CERTIFICATE, caBundle(),
                CA_KEY, Pem.write(authority.identity().key()),
                TLS_CERTIFICATE, Pem.write(serving.chain()),
                TLS_KEY, Pem.write(serving.key())));
    }

    /** When the first of them becomes due; in the past while one waits for its turn. */
    public Instant renewal() {
        Instant ofAuthority = Renewal.timeOf(authority.certificate());
        Instant ofServing = Renewal.timeOf(serving.certificate());
        return ofAuthority.isBefore(ofServing) ? ofAuthority : ofServing;
    }
}
