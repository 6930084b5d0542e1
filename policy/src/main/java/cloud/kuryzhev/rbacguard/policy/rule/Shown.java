package cloud.kuryzhev.rbacguard.policy.rule;

import java.util.List;
import java.util.stream.Collectors;

/** A list as a message says it. */
final class Shown {

    static final int AT_MOST = 5;

    private Shown() {}

    /** The first five, and whether there are more. */
    static String of(List<?> items) {
        String shown = items.stream().limit(AT_MOST).map(Object::toString).collect(Collectors.joining(", "));
        return items.size() > AT_MOST ? shown + " and others" : shown;
    }
}
