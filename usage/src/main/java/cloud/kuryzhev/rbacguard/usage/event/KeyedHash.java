package cloud.kuryzhev.rbacguard.usage.event;

import java.security.SecureRandom;

/**
 * NH of UMAC (Black and others, CRYPTO 1999), on words of 64 bits. Whoever does not know the key finds two texts with the same hash by
 * chance alone, once in some 2^63 pairs; and neither the key nor a hash is ever shown.
 */
final class KeyedHash {

    /** Bytes taken at once. */
    static final int BLOCK = 2 * Long.BYTES;

    private final long[] key;
    private long high;
    private long low;

    /** @param longest text, in bytes */
    KeyedHash(int longest) {
        key = new SecureRandom().longs(2L * blocks(longest)).toArray();
    }

    private static int blocks(int length) {
        return (length + BLOCK - 1) / BLOCK;
    }

    /** Takes the hash of {@code text} up to {@code length}, without zeros of its own; zeros follow up to a multiple of 16. */
    void take(byte[] text, int length) {
        high = 0;
        low = 0;
        for (int i = 0; i < blocks(length); i++) {
            long one = Words.at(text, i * BLOCK) + key[2 * i];
            long other = Words.at(text, i * BLOCK + Long.BYTES) + key[2 * i + 1];
            long product = one * other;
            low += product;
            high += Math.unsignedMultiplyHigh(one, other) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
        }
    }

    /** The upper half of what was taken last. */
    long high() {
        return high;
    }

    /** The lower half of what was taken last. */
    long low() {
        return low;
    }
}
