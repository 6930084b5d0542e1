package cloud.kuryzhev.rbacguard.certs;

import cloud.kuryzhev.rbacguard.certs.Checked.Bad;
import cloud.kuryzhev.rbacguard.certs.Checked.Good;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What to keep and what to make anew, wherever the certificates are stored.
 *
 * <ol>
 *   <li>An authority that is not current is replaced; the old one stays trusted until it expires.
 *   <li>A serving certificate is kept while it is current, bears the right names and chains to a trusted authority.
 *   <li>When the authority was replaced, a serving certificate that is merely due waits for the next step, so that
 *       clients learn to trust the new authority before they meet it. Publish {@link Certificates#caBundle} between two
 *       steps.
 * </ol>
 *
 * @param authorityName the common name of authorities it creates
 * @param names what the server is called
 */
public record Rotation(String authorityName, ServingNames names, SecureRandom random) {

    private static final int MOST_TRUSTED = 4;

    /**
     * What one step came to.
     *
     * @param changes why something was made anew, a line each; empty if all was kept
     */
    public record Step(Certificates certificates, List<String> changes) {
        public Step {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The step to take at {@code now}.
     *
     * @param stored PEM by name, as in {@link Certificates#files}; what cannot be read counts as absent
     */
    public Step next(Map<String, byte[]> stored, Instant now) {
        StoredCertificates found = new StoredCertificates(stored, now);
        List<String> changes = new ArrayList<>();
        CertificateAuthority authority =
                switch (found.authority()) {
                    case Good<CertificateAuthority>(CertificateAuthority kept) -> kept;
                    case Bad<CertificateAuthority>(String why) -> {
                        changes.add("new CA: " + why);
                        yield CertificateAuthority.create(authorityName, now, random);
                    }
                };
        List<X509Certificate> trusted = Stream.concat(Stream.of(authority.certificate()), found.trusted().stream())
                .distinct()
                .limit(MOST_TRUSTED)
                .toList();
        Identity serving =
                switch (found.serving(names, trusted, !changes.isEmpty())) {
                    case Good<Identity>(Identity kept) -> kept;
                    case Bad<Identity>(String why) -> {
                        changes.add("new serving certificate: " + why);
                        yield authority.issue(names, now, random);
                    }
                };
        return new Step(new Certificates(authority, trusted, serving), changes);
    }
}
