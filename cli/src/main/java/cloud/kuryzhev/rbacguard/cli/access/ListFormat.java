package cloud.kuryzhev.rbacguard.cli.access;

import java.util.Locale;

/** How a list is told. */
public enum ListFormat {
    /** For people. */
    TABLE,
    /** For programs. */
    JSON;

    /** As {@code --format} spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
