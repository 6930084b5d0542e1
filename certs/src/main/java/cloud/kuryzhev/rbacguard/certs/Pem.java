package cloud.kuryzhev.rbacguard.certs;

import cloud.kuryzhev.rbacguard.certs.Checked.Bad;
import cloud.kuryzhev.rbacguard.certs.Checked.Good;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates and private keys as text (RFC 7468). */
public final class Pem {

    /** The longest text that is read, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_BLOCKS = 16;
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    private Pem() {}

    /** The certificates, in their order. */
    public static byte[] write(List<X509Certificate> certificates) {
        return text(certificates.stream()
                .map(certificate -> new PemObject(CERTIFICATE, der(certificate)))
                .toList());
    }

    /** The key, unencrypted, in PKCS #8 (RFC 5958). */
    public static byte[] write(PrivateKey key) {
        return text(List.of(new PemObject(PRIVATE_KEY, key.getEncoded())));
    }

    /** The certificates in {@code pem}: 1 to 16 of them and nothing else. */
    public static Checked<List<X509Certificate>> certificates(byte[] pem) {
        return blocks(pem, CERTIFICATE).then(Pem::toCertificates);
    }

    /** The one private key in {@code pem}, in unencrypted PKCS #8. */
    public static Checked<PrivateKey> privateKey(byte[] pem) {
        return blocks(pem, PRIVATE_KEY).then(Pem::toPrivateKey);
    }

    private static Checked<List<PemObject>> blocks(byte[] pem, String type) {
        if (pem.length > MAX_BYTES) {
            return new Bad<>("is longer than " + MAX_BYTES + " bytes");
        }
        List<PemObject> blocks = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(new String(pem, StandardCharsets.ISO_8859_1)))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                if (!block.getType().equals(type)) {
                    return new Bad<>("holds something else than " + type + " blocks");
                }
                blocks.add(block);
            }
        } catch (IOException | DecoderException _) {
            return new Bad<>("holds a block that is cut off or not base64");
        }
        if (blocks.isEmpty() || blocks.size() > MAX_BLOCKS) {
            return new Bad<>("holds " + blocks.size() + " " + type + " blocks, not 1 to " + MAX_BLOCKS);
        }
        return new Good<>(blocks);
    }

    private static Checked<List<X509Certificate>> toCertificates(List<PemObject> blocks) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemObject block : blocks) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.getContent())));
            }
            return new Good<>(certificates);
        } catch (CertificateException _) {
            return new Bad<>("block " + (certificates.size() + 1) + " is not an X.509 certificate");
        }
    }

    private static Checked<PrivateKey> toPrivateKey(List<PemObject> blocks) {
        if (blocks.size() > 1) {
            return new Bad<>("holds " + blocks.size() + " private keys, not one");
        }
        try {
            return new Good<>(new JcaPEMKeyConverter()
                    .getPrivateKey(PrivateKeyInfo.getInstance(blocks.getFirst().getContent())));
        } catch (IOException | IllegalArgumentException _) {
            return new Bad<>("is not an unencrypted PKCS #8 private key of a known algorithm");
        }
    }

    private static byte[] text(List<PemObject> blocks) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            for (PemObject block : blocks) {
                writer.writeObject(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }
}
