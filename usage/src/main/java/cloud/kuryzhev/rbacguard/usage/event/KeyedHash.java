package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.Glance.Likeness;
import java.security.SecureRandom;

/**
 * NH of UMAC (Black and others, CRYPTO 1999), on words of 64 bits. Whoever does not know the key finds two texts with the same hash by
 * chance alone, once in some 2^63 pairs; and neither the key nor a hash is ever shown.
 */
final class KeyedHash {

    /** Bytes taken at once. */
    static final int BLOCK = 2 * Long.BYTES;

    private final long[] key;

    /** @param longest text, in bytes */
    KeyedHash(int longest) {
        key = new SecureRandom().longs(2L * blocks(longest)).toArray();
    }

    private static int blocks(int length) {
        return (length + BLOCK - 1) / BLOCK;
    }

    /** The hash of {@code text} up to {@code length}, and zeros up to a multiple of 16; so none may be another with zeros after it. */
    Likeness of(byte[] text, int length) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < blocks(length); i++) {
            long one = Words.at(text, i * BLOCK) + key[2 * i];
            long other = Words.at(text, i * BLOCK + Long.BYTES) + key[2 * i + 1];
            long product = one * other;
            low += product;
            high += Math.unsignedMultiplyHigh(one, other) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
        }
        return new Likeness(high, low);
    }
}
