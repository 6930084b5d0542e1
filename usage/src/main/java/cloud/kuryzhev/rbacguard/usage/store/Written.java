package cloud.kuryzhev.rbacguard.usage.store;

import java.util.Arrays;

/** Numbers lately written, to be spared. Bounded: it may have forgotten some, and never tells of one that it was not given. */
final class Written {

    private static final int SLOTS = 1 << 18;

    private final long[] slots = new long[SLOTS];

    /** Whether {@code number} may be new. */
    boolean add(long number) {
        int slot = (int) number & (SLOTS - 1);
        boolean isNew = slots[slot] != number || number == 0;
        slots[slot] = number;
        return isNew;
    }

    /** Forgets all, as what was added may have been undone. */
    void clear() {
        Arrays.fill(slots, 0);
    }
}
