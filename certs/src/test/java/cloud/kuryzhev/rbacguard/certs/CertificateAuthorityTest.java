package cloud.kuryzhev.rbacguard.certs;

import static cloud.kuryzhev.rbacguard.certs.Fixtures.NAMES;
import static cloud.kuryzhev.rbacguard.certs.Fixtures.NOW;
import static cloud.kuryzhev.rbacguard.certs.Fixtures.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {

    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;

    private final CertificateAuthority authority = Fixtures.authority();

    @Test
    void anAuthorityMaySignServersAndNoFurtherAuthorities() {
        X509Certificate ca = authority.certificate();

        assertThat(ca.getBasicConstraints()).isZero();
        assertThat(ca.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrder(Extension.basicConstraints.getId(), Extension.keyUsage.getId());
        assertThat(ca.getKeyUsage()).satisfies(usage -> {
            assertThat(usage[KEY_CERT_SIGN]).isTrue();
            assertThat(usage[CRL_SIGN]).isTrue();
            assertThat(usage[0]).as("digitalSignature").isFalse();
        });
    }

    @Test
    void anAuthorityLivesAYearFromShortlyBeforeNow() {
        assertThat(authority.certificate().getNotBefore()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(authority.certificate().getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    }

    @Test
    void anAuthorityIsSignedByItselfOnP256() throws Exception {
        X509Certificate ca = authority.certificate();

        ca.verify(ca.getPublicKey());
        assertThat(ca.getIssuerX500Principal()).isEqualTo(ca.getSubjectX500Principal());
        assertThat(ca.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(((ECPublicKey) ca.getPublicKey()).getParams())
                .hasToString("secp256r1 [NIST P-256,X9.62 prime256v1] (1.2.840.10045.3.1.7)");
    }

    @Test
    void aServingCertificateMayServeAndNothingElse() throws Exception {
        X509Certificate leaf = authority.issue(NAMES, NOW, RANDOM).certificate();

        leaf.verify(authority.certificate().getPublicKey());
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getKeyUsage()).containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(leaf.getNotBefore()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(leaf.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void aServingCertificateNamesItsIssuersKeyAndItsServer() throws Exception {
        X509Certificate leaf = authority.issue(NAMES, NOW, RANDOM).certificate();

        assertThat(AuthorityKeyIdentifier.fromExtensions(extensions(leaf)).getKeyIdentifierOctets())
                .isEqualTo(SubjectKeyIdentifier.fromExtensions(extensions(authority.certificate()))
                        .getKeyIdentifier());
        assertThat(leaf.getSubjectAlternativeNames())
                .contains(List.of(2, "rbac-guard.kube-system.svc"), List.of(7, "127.0.0.1"))
                .hasSize(6);
        assertThat(leaf.getCriticalExtensionOIDs()).contains(Extension.subjectAlternativeName.getId());
    }

    @Test
    void aServingCertificateNeverOutlivesItsAuthority() {
        Instant late = NOW.plus(Duration.ofDays(350));

        assertThat(authority.issue(NAMES, late, RANDOM).certificate().getNotAfter())
                .isEqualTo(authority.certificate().getNotAfter());
    }

    @Test
    void anExpiredAuthorityIssuesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> authority.issue(NAMES, NOW.plus(Duration.ofDays(366)), RANDOM))
                .withMessageContaining("expired at 2027-03-01T12:00:00Z");
    }

    @Test
    void serialNumbersArePositiveAndTakenFromTheGivenRandomness() throws Exception {
        CertificateAuthority first = CertificateAuthority.create("a", NOW, Fixtures.seeded(1));

        assertThat(first.certificate().getSerialNumber())
                .isPositive()
                .isEqualTo(CertificateAuthority.create("a", NOW, Fixtures.seeded(1))
                        .certificate()
                        .getSerialNumber())
                .isNotEqualTo(CertificateAuthority.create("a", NOW, Fixtures.seeded(2))
                        .certificate()
                        .getSerialNumber());
    }

    @Test
    void evenARandomnessOfZerosYieldsAPositiveSerialNumber() {
        SecureRandom zeros = new SecureRandom() {
            private boolean serial;

            @Override
            public void nextBytes(byte[] bytes) {
                if (bytes.length == 16 && !serial) {
                    serial = true;
                    return;
                }
                super.nextBytes(bytes);
            }
        };

        assertThat(authority.issue(NAMES, NOW, zeros).certificate().getSerialNumber())
                .isEqualTo(BigInteger.ONE);
    }

    @Test
    void aServingCertificateIsNoAuthority() {
        Identity serving = authority.issue(NAMES, NOW, RANDOM);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CertificateAuthority(serving))
                .withMessageContaining("not a CA certificate");
    }

    @Test
    void aCommonNameHas1To64Characters() {
        assertThatIllegalArgumentException().isThrownBy(() -> CertificateAuthority.create("", NOW, RANDOM));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CertificateAuthority.create("a".repeat(65), NOW, RANDOM))
                .withMessageContaining("65");
    }

    @Test
    void noPrivateKeyIsEverPrinted() {
        assertThat(authority)
                .asString()
                .doesNotContain("PRIVATE", "privateKey", "S:")
                .hasSizeLessThan(120);
    }

    private static Extensions extensions(X509Certificate certificate) throws CertificateEncodingException {
        return new JcaX509CertificateHolder(certificate).getExtensions();
    }
}
