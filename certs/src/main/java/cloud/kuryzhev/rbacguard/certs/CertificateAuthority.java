package cloud.kuryzhev.rbacguard.certs;

import static java.time.temporal.ChronoUnit.SECONDS;

import cloud.kuryzhev.rbacguard.certs.CertificateDraft.Party;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** A self-signed authority on ECDSA P-256 that signs serving certificates and nothing else. */
public record CertificateAuthority(Identity identity) {

    /** How long an authority lives. */
    public static final Duration LIFE = Duration.ofDays(365);
    /** How long a serving certificate lives, unless its authority ends before. */
    public static final Duration SERVING_LIFE = Duration.ofDays(30);
    /** How far a client's clock may lag behind ours. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final int LONGEST_NAME = 64; // ub-common-name, RFC 5280 appendix A.1
    private static final X500Name NO_NAME = new X500Name("");

    /** @throws IllegalArgumentException if the certificate may not sign others, or the key is not its own */
    public CertificateAuthority {
        if (identity.certificate().getBasicConstraints() < 0 || !identity.belongsTogether()) {
            throw new IllegalArgumentException("not a CA certificate with its own private key: " + identity);
        }
    }

    /**
     * A new authority, valid from shortly before {@code now}.
     *
     * @param name its common name, 1 to 64 characters
     * @throws IllegalArgumentException if the name is shorter or longer
     */
    public static CertificateAuthority create(String name, Instant now, SecureRandom random) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a CA's name has 1 to 64 characters, not " + name.length());
        }
        KeyPair key = CertificateDraft.newKey(random);
        Party self = new Party(
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build(), key.getPublic());
        X509Certificate certificate = new CertificateDraft(self, self, start(now), end(now, LIFE), random)
                .with(Extension.basicConstraints, true, new BasicConstraints(0))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .signedBy(key.getPrivate());
        return new CertificateAuthority(new Identity(key.getPrivate(), List.of(certificate)));
    }

    /** Its own certificate, for those who are to trust it. */
    public X509Certificate certificate() {
        return identity.certificate();
    }

    /**
     * A new key with a certificate to serve {@code names} over TLS: without a subject, hence its names are critical
     * (RFC 5280 section 4.2.1.6).
     *
     * @throws IllegalArgumentException if this authority is over at {@code now}
     */
    public Identity issue(ServingNames names, Instant now, SecureRandom random) {
        Instant last = certificate().getNotAfter().toInstant();
        if (now.isAfter(last)) {
            throw new IllegalArgumentException("the CA expired at " + last + ": create a new one first");
        }
        Instant end = end(now, SERVING_LIFE);
        KeyPair key = CertificateDraft.newKey(random);
        X509Certificate issued = new CertificateDraft(
                        new Party(name(), certificate().getPublicKey()),
                        new Party(NO_NAME, key.getPublic()),
                        start(now),
                        end.isAfter(last) ? last : end,
                        random)
                .with(Extension.basicConstraints, true, new BasicConstraints(false))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .with(Extension.subjectAlternativeName, true, names.toExtension())
                .signedBy(identity.key());
        return new Identity(key.getPrivate(), List.of(issued));
    }

    private X500Name name() {
        return X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    }

    private static Instant start(Instant now) {
        return now.minus(SKEW).truncatedTo(SECONDS);
    }

    private static Instant end(Instant now, Duration life) {
        return now.plus(life).truncatedTo(SECONDS);
    }
}
