package cloud.kuryzhev.rbacguard.certs;

import cloud.kuryzhev.rbacguard.certs.Checked.Bad;
import cloud.kuryzhev.rbacguard.certs.Checked.Good;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What of the stored certificates still serves at {@code now}; anybody may have written them. */
record StoredCertificates(Map<String, byte[]> files, Instant now) {

    /** The authority, if it is current and its key is at hand. */
    Checked<CertificateAuthority> authority() {
        return identity(Certificates.CA_CERTIFICATE, Certificates.CA_KEY)
                .then(found -> current(Certificates.CA_CERTIFICATE, found, false))
                .then(found -> found.certificate().getBasicConstraints() < 0
                        ? new Bad<>(Certificates.CA_CERTIFICATE + " is not a CA")
                        : new Good<>(new CertificateAuthority(found)));
    }

    /** Every authority that has not expired, whether or not it can sign any more. */
    List<X509Certificate> trusted() {
        return switch (file(Certificates.CA_CERTIFICATE).then(Pem::certificates)) {
            case Good<List<X509Certificate>>(List<X509Certificate> found) ->
                found.stream()
                        .filter(ca -> ca.getBasicConstraints() >= 0)
                        .filter(ca -> !(Renewal.of(ca, now) instanceof Renewal.Expired))
                        .toList();
            case Bad<List<X509Certificate>> _ -> List.of();
        };
    }

    /**
     * The serving certificate, if it bears {@code names}, chains to one of {@code trusted} and is current.
     *
     * @param dueWillDo whether one that is due for renewal is good enough
     */
    Checked<Identity> serving(ServingNames names, List<X509Certificate> trusted, boolean dueWillDo) {
        return identity(Certificates.TLS_CERTIFICATE, Certificates.TLS_KEY)
                .then(found -> current(Certificates.TLS_CERTIFICATE, found, dueWillDo))
                .then(found -> names.areThoseOf(found.certificate())
                        ? new Good<>(found)
                        : new Bad<>(Certificates.TLS_CERTIFICATE + " bears other names"))
                .then(found -> chained(found, trusted));
    }

    private Checked<Identity> identity(String certificate, String key) {
        return file(certificate)
                .then(pem -> named(certificate, Pem.certificates(pem)))
                .then(chain -> file(key)
                        .then(pem -> named(key, Pem.privateKey(pem)))
                        .<Identity>then(found -> new Good<>(new Identity(found, chain))))
                .then(found -> found.belongsTogether()
                        ? new Good<>(found)
                        : new Bad<>(key + " is not the ECDSA key of " + certificate));
    }

    private Checked<byte[]> file(String name) {
        byte[] bytes = files.get(name);
        return bytes == null ? new Bad<>(name + " is absent") : new Good<>(bytes);
    }

    private static <T> Checked<T> named(String name, Checked<T> read) {
        return read instanceof Bad<T>(String why) ? new Bad<>(name + " " + why) : read;
    }

    private Checked<Identity> current(String name, Identity found, boolean dueWillDo) {
        return switch (Renewal.of(found.certificate(), now)) {
            case Renewal.Current _ -> new Good<>(found);
            case Renewal.Due _ when dueWillDo -> new Good<>(found);
            case Renewal.Due(Instant expiry) -> new Bad<>(name + " is due, it expires at " + expiry);
            case Renewal.Expired(Instant since) -> new Bad<>(name + " expired at " + since);
            case Renewal.NotYetValid(Instant from) ->
                new Bad<>(name + " is not valid before " + from + ", and it is " + now + ": check the clocks");
        };
    }

    /** By the JDK's own path validation (RFC 5280 section 6), at {@code now}. */
    private Checked<Identity> chained(Identity found, List<X509Certificate> trusted) {
        try {
            PKIXParameters parameters = new PKIXParameters(
                    trusted.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(found.chain()), parameters);
            return new Good<>(found);
        } catch (CertPathValidatorException e) {
            return new Bad<>(Certificates.TLS_CERTIFICATE + " does not chain to " + Certificates.CA_CERTIFICATE + " ("
                    + e.getReason() + ")");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot validate certificate paths", e);
        }
    }
}
