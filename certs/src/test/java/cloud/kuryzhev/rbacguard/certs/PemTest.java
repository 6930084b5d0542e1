package cloud.kuryzhev.rbacguard.certs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.kuryzhev.rbacguard.certs.Checked.Bad;
import cloud.kuryzhev.rbacguard.certs.Checked.Good;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    private static final CertificateAuthority AUTHORITY = Fixtures.authority();
    private static final X509Certificate CERTIFICATE = AUTHORITY.certificate();
    private static final byte[] CERTIFICATES = Pem.write(List.of(CERTIFICATE));
    private static final byte[] KEY = Pem.write(AUTHORITY.identity().key());

    @Test
    void certificatesReadBackInTheirOrder() {
        List<X509Certificate> chain = List.of(Fixtures.authority().certificate(), CERTIFICATE);

        assertThat(Pem.certificates(Pem.write(chain))).isEqualTo(new Good<>(chain));
    }

    @Test
    void aKeyReadsBackAndIsWrittenAsPkcs8() {
        assertThat(new String(KEY, US_ASCII))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END PRIVATE KEY-----\n");
        assertThat(Pem.privateKey(KEY))
                .isInstanceOfSatisfying(Good.class, good -> assertThat(((PrivateKey) good.value()).getEncoded())
                        .isEqualTo(AUTHORITY.identity().key().getEncoded()));
    }

    @Test
    void anRsaKeyReadsToo() throws Exception {
        PrivateKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();

        assertThat(Pem.privateKey(Pem.write(rsa))).isEqualTo(new Good<>(rsa));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n####\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----",
            })
    void garbageIsAnAnswerAndNotAnException(String text) {
        assertThat(Pem.certificates(text.getBytes(ISO_8859_1))).isInstanceOf(Bad.class);
        assertThat(Pem.privateKey(text.getBytes(ISO_8859_1))).isInstanceOf(Bad.class);
    }

    @Test
    void aKeyAmongCertificatesIsRefusedWithoutBeingShown() {
        assertThat(Pem.certificates(KEY)).isEqualTo(new Bad<>("holds something else than CERTIFICATE blocks"));
    }

    @Test
    void sizesAndCountsAreBounded() {
        assertThat(Pem.certificates(new byte[Pem.MAX_BYTES + 1])).isEqualTo(new Bad<>("is longer than 65536 bytes"));
        assertThat(Pem.certificates(Pem.write(Collections.nCopies(16, CERTIFICATE))))
                .isInstanceOf(Good.class);
        assertThat(Pem.certificates(Pem.write(Collections.nCopies(17, CERTIFICATE))))
                .isEqualTo(new Bad<>("holds 17 CERTIFICATE blocks, not 1 to 16"));
        assertThat(Pem.privateKey((new String(KEY, US_ASCII) + new String(KEY, US_ASCII)).getBytes(US_ASCII)))
                .isEqualTo(new Bad<>("holds 2 private keys, not one"));
    }

    @Property
    void anyBytesHaveAnAnswer(@ForAll byte[] bytes) {
        assertThat(Pem.certificates(bytes)).isInstanceOf(Bad.class);
        assertThat(Pem.privateKey(bytes)).isInstanceOf(Bad.class);
    }

    @Property
    void anyDamageHasAnAnswer(@ForAll @IntRange(max = 2000) int at, @ForAll byte damage) {
        assertThatCode(() -> {
                    Pem.certificates(damaged(CERTIFICATES, at, damage));
                    Pem.privateKey(damaged(KEY, at, damage));
                })
                .doesNotThrowAnyException();
    }

    private static byte[] damaged(byte[] pem, int at, byte damage) {
        byte[] damaged = pem.clone();
        damaged[at % pem.length] = damage;
        return damaged;
    }
}
