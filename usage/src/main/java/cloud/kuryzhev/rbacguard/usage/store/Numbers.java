package cloud.kuryzhev.rbacguard.usage.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The numbers of names: 64 bits of their SHA-256, the same in every replica and after every import. Two of a million names share one
 * with a probability of 1 in 30 million; to be given the number of another's name takes some 2^63 tries.
 */
final class Numbers {

    private final MessageDigest sha256;

    Numbers() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** All of the SHA-256 of two parts, of which the last has no character of number 0. */
    byte[] digest(byte[] first, String last) {
        sha256.update(first);
        sha256.update((byte) 0);
        return sha256.digest(last.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a name of several parts, none of which has a character of number 0. */
    long of(String... parts) {
        sha256.update(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }
}
