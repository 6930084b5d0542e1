package cloud.kuryzhev.rbacguard.policy.rule;

import java.util.List;
import java.util.StringJoiner;

/** A list as a message says it. */
final class Shown {

    static final int AT_MOST = 5;

    private Shown() {}

    /** The first five, and whether there are more. */
    static String of(List<?> items) {
        var shown = new StringJoiner(", ");
        for (int i = 0; i < Math.min(AT_MOST, items.size()); i++) {
            shown.add(items.get(i).toString());
        }
        return items.size() > AT_MOST ? shown + " and others" : shown.toString();
    }
}
