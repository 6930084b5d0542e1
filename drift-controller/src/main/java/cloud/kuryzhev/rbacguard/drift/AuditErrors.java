package cloud.kuryzhev.rbacguard.drift;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells from an API server's metrics whether it dropped audit events since it was last looked at
 * ({@code k8s.io/apiserver/pkg/audit/metrics.go}). Several API servers behind one address are told apart by when they started.
 */
final class AuditErrors {

    private static final String ERRORS = "apiserver_audit_error_total";
    private static final String STARTED = "process_start_time_seconds";

    private final Map<Double, Double> known = new HashMap<>();

    /**
     * Whether it did; no, at the first look at one: what it dropped earlier may have been before anything was heard. The counter is not
     * there until it counts, as it has labels.
     *
     * @param metrics in Prometheus' text format
     */
    boolean grew(String metrics) {
        Optional<Double> started = sum(metrics, STARTED);
        if (started.isEmpty()) {
            return false;
        }
        double errors = sum(metrics, ERRORS).orElse(0.0);
        Double before = known.put(started.get(), errors);
        return before != null && errors > before;
    }

    /** Over all label sets. */
    private static Optional<Double> sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .flatMap(line -> number(line.substring(line.lastIndexOf(' ') + 1)).stream())
                .reduce(Double::sum);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
