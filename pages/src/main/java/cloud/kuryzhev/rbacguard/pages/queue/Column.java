package cloud.kuryzhev.rbacguard.pages.queue;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.known.Phases;
import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the queue can be sorted by. */
enum Column {
    SEVERITY("Severity", true),
    OBJECT("Object", false),
    NAMESPACE("Namespace", false),
    UNUSED("Unused", true),
    PHASE("Phase", false),
    SEEN("Changed", true);

    private final String title;
    private final boolean downwards;

    Column(String title, boolean downwards) {
        this.title = title;
        this.downwards = downwards;
    }

    /** The one that the URL calls so; by severity where it calls it anything else. */
    static Column named(@Nullable String name) {
        return Stream.of(values())
                .filter(it -> it.toString().equals(name))
                .findFirst()
                .orElse(SEVERITY);
    }

    public String title() {
        return title;
    }

    /** Whether the largest is the most interesting. */
    boolean downwards() {
        return downwards;
    }

    /** Ties by name, so that a page shows the same each time. */
    Comparator<RBACViolation> order(boolean descending) {
        return (descending ? ascending().reversed() : ascending())
                .thenComparing(it -> it.getMetadata().getNamespace())
                .thenComparing(it -> it.getMetadata().getName());
    }

    private Comparator<RBACViolation> ascending() {
        return switch (this) {
            case SEVERITY -> Comparator.comparingInt(Column::severity);
            case OBJECT -> Comparator.comparing(it -> it.getSpec().sourceName());
            case NAMESPACE -> Comparator.comparing(it -> it.getMetadata().getNamespace());
            case UNUSED -> Comparator.comparingInt(Column::unused);
            case PHASE -> Comparator.comparing(Phases::of);
            case SEEN -> Comparator.comparing(Column::seen);
        };
    }

    private static int severity(RBACViolation violation) {
        return Stream.of(Severity.values())
                .filter(it -> it.toString().equals(violation.getSpec().severity()))
                .mapToInt(Severity::ordinal)
                .findFirst()
                .orElse(-1);
    }

    private static int unused(RBACViolation violation) {
        return violation.getSpec().gap() == null
                ? -1
                : violation.getSpec().gap().unusedPercent();
    }

    static String seen(RBACViolation violation) {
        return violation.getStatus() == null || violation.getStatus().lastSeen() == null
                ? ""
                : violation.getStatus().lastSeen();
    }

    /** As the URL says it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
