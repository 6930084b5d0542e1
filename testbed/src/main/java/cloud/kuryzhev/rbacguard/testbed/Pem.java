package cloud.kuryzhev.rbacguard.testbed;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Keys and certificates as PEM; EC keys in the SEC 1 form, which fabric8 tells from RSA by its first line. */
final class Pem {

    /** Unlike the JDK's own, its keys name their curve in the SEC 1 form, without which neither Go nor fabric8 reads them. */
    private static final Provider CURVES = new BouncyCastleProvider();

    private Pem() {}

    /** A new ECDSA P-256 key. */
    static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", CURVES);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no ECDSA P-256 keys", e);
        }
    }

    /** A key or a certificate of the JDK or of BouncyCastle, as PEM. */
    static String of(Object keyOrCertificate) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(keyOrCertificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
