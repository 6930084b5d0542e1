package cloud.kuryzhev.rbacguard.testbed;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A throw-away authority, such as a control plane has: it signs certificates of servers and of users, each for ten days. */
public final class CertificateAuthority {

    private static final Duration LIFE = Duration.ofDays(10);
    private static final Duration SKEW = Duration.ofHours(1);
    private static final int SERIAL_BITS = 127;
    private static final X500Name NAME = new X500Name("CN=rbac-guard-testbed");

    private final SecureRandom random = new SecureRandom();
    private final KeyPair key = Pem.newKey();
    private final X509CertificateHolder certificate =
            sign(NAME, key, Extension.basicConstraints, new BasicConstraints(true));

    /** A PEM certificate and its PEM key. */
    public record Identity(String certificate, String key) {}

    /** Its own certificate, as PEM. */
    public String certificate() {
        return Pem.of(certificate);
    }

    /** Its own key, as PEM. */
    String key() {
        return Pem.of(key.getPrivate());
    }

    /** For a server that is reached by {@code dnsNames} and {@code addresses}. */
    public Identity server(List<String> dnsNames, List<String> addresses) {
        GeneralNames names = new GeneralNames(Stream.concat(
                        dnsNames.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                        addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new));
        KeyPair own = Pem.newKey();
        X500Name name =
                new X500NameBuilder().addRDN(BCStyle.CN, dnsNames.getFirst()).build();
        return new Identity(Pem.of(sign(name, own, Extension.subjectAlternativeName, names)), Pem.of(own.getPrivate()));
    }

    /** For a user as Kubernetes reads them: the common name is the user, each organisation a group. */
    public Identity client(String user, List<String> groups) {
        X500NameBuilder name = new X500NameBuilder();
        groups.forEach(group -> name.addRDN(BCStyle.O, group));
        name.addRDN(BCStyle.CN, user);
        KeyPair own = Pem.newKey();
        ExtendedKeyUsage usage = new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
        return new Identity(
                Pem.of(sign(name.build(), own, Extension.extendedKeyUsage, usage)), Pem.of(own.getPrivate()));
    }

    private X509CertificateHolder sign(
            X500Name subject, KeyPair own, ASN1ObjectIdentifier extension, ASN1Encodable value) {
        Instant now = Instant.now();
        try {
            return new JcaX509v3CertificateBuilder(
                            NAME,
                            new BigInteger(SERIAL_BITS, random),
                            Date.from(now.minus(SKEW)),
                            Date.from(now.plus(LIFE)),
                            subject,
                            own.getPublic())
                    .addExtension(extension, extension.equals(Extension.basicConstraints), value)
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot sign a certificate for " + subject, e);
        }
    }
}
