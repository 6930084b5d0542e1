package cloud.kuryzhev.rbacguard.cli.scan;

import java.util.Locale;

/** How the result of a scan is told. */
enum ReportFormat {
    TABLE,
    JSON,
    SARIF,
    JUNIT,
    MARKDOWN;

    Report report() {
        return switch (this) {
            case TABLE -> new TableReport();
            case JSON -> new JsonReport();
            case SARIF -> new SarifReport();
            case JUNIT -> new JunitReport();
            case MARKDOWN -> new MarkdownReport();
        };
    }

    /** As {@code --format} spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
