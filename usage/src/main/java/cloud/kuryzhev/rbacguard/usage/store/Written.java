package cloud.kuryzhev.rbacguard.usage.store;

import java.util.Arrays;

/** Numbers lately written, to be spared. Bounded: it may have forgotten some, and never tells of one that it was not given. */
final class Written {

    private static final int SLOTS = 1 << 18;

    /** How many slots a number may be in. */
    private static final int NEIGHBOURS = 8;

    private final long[] slots = new long[SLOTS];

    /** Whether {@code number} may be new. */
    boolean add(long number) {
        int first = (int) number & (SLOTS - 1) & -NEIGHBOURS;
        for (int slot = first; slot < first + NEIGHBOURS; slot++) {
            if (slots[slot] == number || slots[slot] == 0) {
                boolean isNew = slots[slot] != number || number == 0;
                slots[slot] = number;
                return isNew;
            }
        }
        slots[first + (int) (number >>> (Long.SIZE - 3))] = number;
        return true;
    }

    /** Forgets all, as what was added may have been undone. */
    void clear() {
        Arrays.fill(slots, 0);
    }
}
