package cloud.kuryzhev.rbacguard.cli.scan;

import java.util.Locale;

/** How the result of a scan is told. */
enum ReportFormat {
    TABLE,
    JSON;

    Report report() {
        return switch (this) {
            case TABLE -> new TableReport();
            case JSON -> new JsonReport();
        };
    }

    /** As {@code --format} spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
