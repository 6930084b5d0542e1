package cloud.kuryzhev.rbacguard.drift.telling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a GitHub App shows for itself: a JSON Web Token (RFC 7519), signed with RS256 (RFC 7518, section 3.3). */
final class AppJwt {

    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** GitHub takes ten minutes at most. */
    private static final Duration LIFE = Duration.ofMinutes(8);

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (RSA )?PRIVATE KEY-----");

    /** Of a PrivateKeyInfo (RFC 5958): version 0 and the algorithm rsaEncryption, before the key as an octet string. */
    private static final byte[] RSA_HEADER = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private AppJwt() {}

    /**
     * A token that is good for the next minutes.
     *
     * @param app the App's id or client id
     * @param pem its private key, as GitHub hands it out (PKCS #1) or in PKCS #8
     */
    static String sign(String app, String pem, Instant now) throws GeneralSecurityException {
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
        String claims = "{\"iat\":%d,\"exp\":%d,\"iss\":\"%s\"}"
                .formatted(
                        now.minus(CLOCK_SKEW).getEpochSecond(), now.plus(LIFE).getEpochSecond(), app);
        String signed = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key(pem));
        signature.update(signed.getBytes(UTF_8));
        return signed + "." + base64(signature.sign());
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new GeneralSecurityException("no PEM block with an unencrypted private key");
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
        byte[] encoded = matcher.group(1) == null ? der : privateKeyInfo(der);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static byte[] privateKeyInfo(byte[] rsaPrivateKey) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(RSA_HEADER);
        content.writeBytes(der(0x04, rsaPrivateKey));
        return der(0x30, content.toByteArray());
    }

    /** Tag, length in two octets, content; keys are longer than 255 octets and shorter than 65,536. */
    private static byte[] der(int tag, byte[] content) {
        var der = new ByteArrayOutputStream();
        der.writeBytes(new byte[] {(byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length});
        der.writeBytes(content);
        return der.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return BASE64_URL.encodeToString(bytes);
    }
}
