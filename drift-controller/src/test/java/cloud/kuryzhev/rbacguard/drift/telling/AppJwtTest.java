package cloud.kuryzhev.rbacguard.drift.telling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppJwtTest {

    /** In PKCS #8 the key of PKCS #1 stands behind 26 octets, for 2048 bits and more. */
    private static final int HEADER = 26;

    @ParameterizedTest
    @ValueSource(ints = {2048, 4096})
    void whatIsSignedVerifiesWithEitherFormOfTheKey(int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair keys = generator.generateKeyPair();
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, HEADER, pkcs8.length);

        for (String pem : new String[] {pem("PRIVATE KEY", pkcs8), pem("RSA PRIVATE KEY", pkcs1)}) {
            String[] parts = AppJwt.sign("123", pem, MovingClock.START).split("\\.", -1);
            assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
                    .isEqualTo("{\"iat\":1780358340,\"exp\":1780358880,\"iss\":\"123\"}");
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
            assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2])))
                    .isTrue();
        }
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> AppJwt.sign("123", "t0ken", MovingClock.START))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("no PEM block with an unencrypted private key");
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type
                + "-----\n";
    }
}
