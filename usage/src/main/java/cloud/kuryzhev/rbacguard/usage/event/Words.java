package cloud.kuryzhev.rbacguard.usage.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time, the first in the lowest bits. In what the searches return, the lowest bit set is in the first byte found, and
 * what is above it means nothing.
 */
public final class Words {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';
    private static final long FEEDS = ONES * '\n';

    private Words() {}

    /** The eight bytes from {@code at} on; zeros stand for those past the end. */
    static long at(byte[] bytes, int at) {
        if (at + Long.BYTES <= bytes.length) {
            return (long) LONGS.get(bytes, at);
        }
        long word = 0;
        for (int i = bytes.length - 1; i >= at; i--) {
            word = (word << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return word;
    }

    /** Puts {@code word} where {@link #at} finds it; there must be room. */
    static void put(byte[] bytes, int at, long word) {
        LONGS.set(bytes, at, word);
    }

    /** Finds what cannot stand for itself inside of a JSON text, or is not ASCII. */
    static long special(long word) {
        return zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | (((word - SPACES) | word) & HIGHS);
    }

    /** How many bytes of a word come before the first found. */
    static int before(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }

    /** The first {@code count} bytes of a word, at most seven. */
    static long first(long word, int count) {
        return word & ((1L << (count * Byte.SIZE)) - 1);
    }

    /** Where the first line feed is from {@code from} up to {@code to}; {@code to} if there is none. */
    public static int indexOfFeed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i += Long.BYTES) {
            long found = zeros(at(bytes, i) ^ FEEDS);
            if (found != 0) {
                return Math.min(to, i + before(found));
            }
        }
        return to;
    }

    /** Where from {@code from} up to {@code to} a JSON text may end: at a quote, a backslash or a line feed; {@code to} if there is none. */
    public static int indexOfTextEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i += Long.BYTES) {
            long word = at(bytes, i);
            long found = zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | zeros(word ^ FEEDS);
            if (found != 0) {
                return Math.min(to, i + before(found));
            }
        }
        return to;
    }

    /** Of the bytes from {@code from} up to {@code to}. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = 0;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            hash = mix(hash, at(bytes, i));
        }
        return i < to ? mix(hash, first(at(bytes, i), to - i)) : hash;
    }

    static long mix(long hash, long word) {
        return (hash ^ word) * MIX;
    }

    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
