package cloud.kuryzhev.rbacguard.usage.event;

import org.jspecify.annotations.Nullable;

/** Reads the names of an event's fields, faster where each comes after the one that it came after last. */
final class FieldOrder {

    private static final FieldName[] ALL = FieldName.values();

    private final FieldName[] after = new FieldName[ALL.length];
    private FieldName last = FieldName.TIMESTAMP;

    FieldOrder() {
        for (int i = 0; i < ALL.length; i++) {
            after[i] = ALL[(i + 1) % ALL.length];
        }
    }

    /** Another object begins. */
    void begin() {
        last = FieldName.TIMESTAMP;
    }

    /** Takes the name that is next and its colon; null if it is none of those known. */
    @Nullable
    FieldName take(QuickJson json) throws Unusual {
        FieldName found = after[last.ordinal()];
        if (!json.take(found.key())) {
            found = FieldName.of(json.word());
            json.expect(':');
            if (found == null) {
                return null;
            }
            after[last.ordinal()] = found;
        }
        last = found;
        return found;
    }
}
