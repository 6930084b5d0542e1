package cloud.kuryzhev.rbacguard.certs;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates that speak for it.
 *
 * @param chain the key's own certificate, then each one's issuer; the root may be left out (RFC 8446 section 4.4.2)
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final byte[] PROBE = "rbac-guard".getBytes(StandardCharsets.US_ASCII);

    public Identity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a private key needs the certificate that speaks for it");
        }
    }

    /** The key's own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Whether the private key is the certificate's: what one signs, the other verifies. Only ECDSA keys are known. */
    boolean belongsTogether() {
        try {
            Signature signature = Signature.getInstance(CertificateDraft.SIGNATURE);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + CertificateDraft.SIGNATURE, e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Identity " + certificate().getSerialNumber().toString(16);
    }
}
