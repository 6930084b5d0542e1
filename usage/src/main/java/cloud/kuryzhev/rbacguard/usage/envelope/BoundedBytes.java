package cloud.kuryzhev.rbacguard.usage.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes collected one by one, up to a bound; beyond it they are only noticed. */
final class BoundedBytes {

    private static final int INITIAL = 4096;

    private final int max;
    private byte[] bytes = new byte[INITIAL];
    private int length;
    private boolean full;

    BoundedBytes(int max) {
        this.max = max;
    }

    void clear() {
        length = 0;
        full = false;
    }

    void add(int value) {
        if (length == max) {
            full = true;
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, max));
        }
        bytes[length++] = (byte) value;
    }

    void addAll(byte[] from, int start, int count) {
        int taken = Math.min(count, max - length);
        full |= taken < count;
        if (length + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, length + taken), max));
        }
        System.arraycopy(from, start, bytes, length, taken);
        length += taken;
    }

    int length() {
        return length;
    }

    /** Whether there were more than the bound. */
    boolean isOver() {
        return full;
    }

    /** Good until the next change. */
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** The last bytes as characters. */
    String end(int count) {
        int from = Math.max(0, length - count);
        return new String(bytes, from, length - from, StandardCharsets.ISO_8859_1);
    }
}
