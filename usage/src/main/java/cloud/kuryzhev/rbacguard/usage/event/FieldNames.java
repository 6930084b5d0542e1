package cloud.kuryzhev.rbacguard.usage.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of fields seen lately, so that they need not be made anew for each line. Bounded whatever comes: of two with the same slot the
 * later one stays. Threads may miss what another put in, and never see half of it.
 */
final class FieldNames {

    private static final class Known {
        final byte[] bytes;
        final String name;

        Known(byte[] bytes, String name) {
            this.bytes = bytes;
            this.name = name;
        }
    }

    private static final int BITS = 9;
    private static final int LONGEST = 64;

    private final @Nullable Known[] slots = new Known[1 << BITS];

    /** The name that these ASCII bytes are, which have this hash. */
    String of(byte[] from, int start, int end, long hash) {
        int slot = (int) (hash >>> (Long.SIZE - BITS));
        Known known = slots[slot];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, from, start, end)) {
            return known.name;
        }
        String name = new String(from, start, end - start, StandardCharsets.ISO_8859_1);
        if (end - start <= LONGEST) {
            slots[slot] = new Known(Arrays.copyOfRange(from, start, end), name);
        }
        return name;
    }
}
