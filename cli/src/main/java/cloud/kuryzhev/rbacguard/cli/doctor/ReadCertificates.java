package cloud.kuryzhev.rbacguard.cli.doctor;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates out of objects that anybody may have written. */
final class ReadCertificates {

    private ReadCertificates() {}

    /**
     * Those in {@code text}, base64 of PEM, as objects have them; empty if there are none.
     *
     * @throws CertificateException if it is something else
     */
    static List<X509Certificate> of(String text) throws CertificateException {
        try {
            byte[] pem = Base64.getDecoder().decode(text);
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new CertificateException("no base64", e);
        }
    }

    /** The same; none where it is something else. */
    static List<X509Certificate> orNone(String text) {
        try {
            return of(text);
        } catch (CertificateException _) {
            return List.of();
        }
    }

    /** Whether one of {@code authorities} has signed it. */
    static boolean signed(X509Certificate certificate, List<X509Certificate> authorities) {
        return authorities.stream().anyMatch(it -> signed(certificate, it));
    }

    private static boolean signed(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
