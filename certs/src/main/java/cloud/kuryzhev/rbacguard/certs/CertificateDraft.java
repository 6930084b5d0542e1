package cloud.kuryzhev.rbacguard.certs;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An X.509 v3 certificate yet unsigned, with what every one has: RFC 5280 sections 4.1, 4.2.1.1 and 4.2.1.2. */
final class CertificateDraft {

    /** ecdsa-with-SHA256 (RFC 5758 section 3.2). */
    static final String SIGNATURE = "SHA256withECDSA";

    private static final String CURVE = "secp256r1";
    private static final int SERIAL_BITS = 128;

    private final X509v3CertificateBuilder builder;
    private final SecureRandom random;

    CertificateDraft(Party issuer, Party subject, Instant notBefore, Instant notAfter, SecureRandom random) {
        this.random = random;
        builder = new JcaX509v3CertificateBuilder(
                issuer.name(),
                new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE), // positive, 20 octets at most: section 4.1.2.2
                Date.from(notBefore),
                Date.from(notAfter),
                subject.name(),
                subject.key());
        try {
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            with(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(subject.key()));
            with(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(issuer.key()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-1, which key identifiers are made of", e);
        }
    }

    /** One side of a certificate. */
    record Party(X500Name name, PublicKey key) {}

    CertificateDraft with(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(extension, critical, value);
            return this;
        } catch (CertIOException e) {
            throw new IllegalStateException("cannot encode the extension " + extension, e);
        }
    }

    X509Certificate signedBy(PrivateKey issuer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE)
                            .setSecureRandom(random)
                            .build(issuer)));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IllegalStateException("cannot sign with " + SIGNATURE, e);
        }
    }

    static KeyPair newKey(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no curve " + CURVE, e);
        }
    }
}
