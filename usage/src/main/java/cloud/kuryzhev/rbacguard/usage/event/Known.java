package cloud.kuryzhev.rbacguard.usage.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values read lately, so that the same bytes need not be read again. Bounded whatever comes: of three with the same two slots the
 * later ones stay. Threads may miss what another put in, and never see half of it.
 */
final class Known<T> {

    /** A value and what it was read of. */
    static final class Slot<T> {
        private final long hash;
        private final byte[] bytes;
        private final T value;

        Slot(long hash, byte[] bytes, T value) {
            this.hash = hash;
            this.bytes = bytes;
            this.value = value;
        }

        private boolean isBeginning(byte[] text, int start, int end) {
            return bytes.length <= end - start
                    && Arrays.equals(bytes, 0, bytes.length, text, start, start + bytes.length);
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
        Slot<T> slot = findFrom(bytes, start, end, hash);
        return slot != null && slot.bytes.length == end - start ? slot.value : null;
    }

    /** What was read of bytes that are here again, of whose beginning this is the hash. */
    @Nullable
    Slot<T> findFrom(byte[] bytes, int start, int end, long hash) {
        int first = first(hash);
        Slot<T> slot = slots[first];
        if (slot == null || slot.hash != hash) {
            slot = slots[second(first)];
        }
        return slot != null && slot.hash == hash && slot.isBeginning(bytes, start, end) ? slot : null;
    }

    /** What stands for {@code value} from now on: an equal one, if it was read of bytes that began alike. */
    T add(byte[] bytes, int start, int end, long hash, T value) {
        if (end - start > longest) {
            return value;
        }
        int at = first(hash);
        Slot<T> before = slots[at];
        if (before != null && before.hash != hash) {
            slots[second(at)] = before;
            before = null;
        }
        T kept = before != null && before.value.equals(value) ? before.value : value;
        slots[at] = new Slot<>(hash, Arrays.copyOfRange(bytes, start, end), kept);
        return kept;
    }

    private int first(long hash) {
        return (int) (hash >>> shift);
    }

    private static int second(int first) {
        return first ^ 1;
    }
}
