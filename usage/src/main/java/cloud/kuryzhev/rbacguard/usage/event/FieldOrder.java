package cloud.kuryzhev.rbacguard.usage.event;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the names of an event's fields, faster where each comes after the one that it came after last. */
final class FieldOrder {

    /** One field, as it stands before its value, and which came after it last. */
    private static final class Step {
        private final FieldName name;
        private final byte[] key;
        private Step next = this;

        Step(FieldName name) {
            this.name = name;
            this.key = ('"' + name.text() + "\":").getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final Map<FieldName, Step> steps = new EnumMap<>(FieldName.class);
    private final Step start = new Step(FieldName.KIND);
    private Step last = start;

    FieldOrder() {
        for (FieldName name : FieldName.values()) {
            last.next = steps.computeIfAbsent(name, Step::new);
            last = last.next;
        }
    }

    /** Another object begins. */
    void begin() {
        last = start;
    }

    /** Takes the name that is next and its colon; null if it is none of those known. */
    @Nullable
    FieldName take(QuickJson json) throws Unusual {
        Step found = last.next;
        if (!json.take(found.key)) {
            FieldName name = FieldName.of(json.word());
            json.expect(':');
            if (name == null) {
                return null;
            }
            found = steps.getOrDefault(name, start);
            last.next = found;
        }
        last = found;
        return found.name;
    }
}
