package cloud.kuryzhev.rbacguard.cli.explain;

import java.util.Locale;

/** How an explanation is told. */
enum ExplainFormat {
    TEXT,
    JSON,
    /** The fix alone, for {@code kubectl apply -f -}. */
    YAML;

    /** As {@code --format} spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
