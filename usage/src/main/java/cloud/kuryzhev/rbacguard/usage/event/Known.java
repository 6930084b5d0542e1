package cloud.kuryzhev.rbacguard.usage.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values read lately, so that the same bytes need not be read again. Bounded whatever comes: of two with the same slot the later one
 * stays. Threads may miss what another put in, and never see half of it.
 */
final class Known<T> {

    /** A value and what it was read of. */
    static final class Slot<T> {
        private final byte[] bytes;
        private final T value;

        Slot(byte[] bytes, T value) {
            this.bytes = bytes;
            this.value = value;
        }

        T value() {
            return value;
        }

        int length() {
            return bytes.length;
        }
    }

    private final @Nullable Slot<T>[] slots;
    private final int shift;
    private final int longest;

    /**
     * @param bits of the number of slots
     * @param longest value that is kept, in bytes
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Known(int bits, int longest) {
        this.slots = new Slot[1 << bits];
        this.shift = Long.SIZE - bits;
        this.longest = longest;
    }

    /** What was read of the same bytes, which have this hash. */
    @Nullable
    T find(byte[] bytes, int start, int end, long hash) {
        Slot<T> slot = slots[(int) (hash >>> shift)];
        return slot != null && Arrays.equals(slot.bytes, 0, slot.bytes.length, bytes, start, end) ? slot.value : null;
    }

    /** What was read of bytes that are here again, of whose beginning this is the hash. */
    @Nullable
    Slot<T> findFrom(byte[] bytes, int start, int end, long hash) {
        Slot<T> slot = slots[(int) (hash >>> shift)];
        return slot != null
                        && slot.bytes.length <= end - start
                        && Arrays.equals(slot.bytes, 0, slot.bytes.length, bytes, start, start + slot.bytes.length)
                ? slot
                : null;
    }

    void add(byte[] bytes, int start, int end, long hash, T value) {
        if (end - start <= longest) {
            slots[(int) (hash >>> shift)] = new Slot<>(Arrays.copyOfRange(bytes, start, end), value);
        }
    }
}
