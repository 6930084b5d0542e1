package cloud.kuryzhev.rbacguard.kube.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over JSON values as they stream by, so that two objects are compared without either being kept. The order of keys counts: the
 * API server writes them sorted.
 */
final class Digest {

    private final MessageDigest sha256 = sha256();

    /** Takes in a value whole, under the name of its field. */
    void add(String field, JsonParser json) throws IOException {
        add(field);
        int depth = 0;
        while (true) {
            sha256.update((byte) json.currentToken().id());
            if (json.currentToken().isStructStart()) {
                depth++;
            } else if (json.currentToken().isStructEnd()) {
                depth--;
            } else {
                add(json.getText());
            }
            if (depth == 0) {
                return;
            }
            if (json.nextToken() == null) {
                throw new UnexpectedJson("the body is cut off");
            }
        }
    }

    void add(String field, String value) {
        add(field);
        add(value);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        // no end mark would do, since a string may hold any character
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha256.update(bytes);
    }

    /** What was taken in, as 64 hexadecimal digits. */
    String value() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
