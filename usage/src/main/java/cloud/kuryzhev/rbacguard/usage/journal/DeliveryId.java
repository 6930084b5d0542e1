package cloud.kuryzhev.rbacguard.usage.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** By what a delivery is known again: the first half of a SHA-256, of the whole of it or of the name its sender gave it. */
public record DeliveryId(long high, long low) {

    static final int BYTES = 2 * Long.BYTES;

    /** The digest to feed for {@link #of(MessageDigest)}. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Of all that {@code digest} was fed. */
    public static DeliveryId of(MessageDigest digest) {
        return read(ByteBuffer.wrap(digest.digest()));
    }

    static DeliveryId read(ByteBuffer bytes) {
        return new DeliveryId(bytes.getLong(), bytes.getLong());
    }

    void write(ByteBuffer bytes) {
        bytes.putLong(high).putLong(low);
    }
}
