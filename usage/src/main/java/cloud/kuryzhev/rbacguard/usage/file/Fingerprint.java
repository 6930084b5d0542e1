package cloud.kuryzhev.rbacguard.usage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first bytes of a file, which tell it from others that had its inode or name: they hold the first event's auditID and times.
 *
 * @param length how many bytes were looked at
 * @param sha256 their digest, in hex
 */
record Fingerprint(int length, String sha256) {

    static final int LENGTH = 1024;

    /** Of the first bytes, but not past {@code upTo}: what comes after may still be written. */
    static Fingerprint of(LogBytes log, long upTo) throws IOException {
        return exactly(log, (int) Math.min(LENGTH, upTo));
    }

    boolean isFull() {
        return length == LENGTH;
    }

    boolean matches(LogBytes log) throws IOException {
        return exactly(log, length).equals(this);
    }

    private static Fingerprint exactly(LogBytes log, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && log.read(bytes, bytes.position()) >= 0) {}
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.flip());
            return new Fingerprint(length, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
