package cloud.kuryzhev.rbacguard.drift.telling;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The gauges of what is open now, as the leader sees it. */
final class OpenViolations implements MultiCollector {

    private static final Set<String> OPEN =
            Set.of(RBACViolationStatus.OPEN, RBACViolationStatus.APPROVED, RBACViolationStatus.REGRESSED);
    private static final String OTHER = "other";

    private final Map<Place, Row> rows = new ConcurrentHashMap<>();
    private final int namespaces;
    private final BooleanSupplier leading;

    private record Row(String severity, List<String> rules, String namespace, Instant since) {}

    private record Series(String severity, String rule, String namespace) {}

    /** @param namespaces how many have a label of their own: those with the most; the rest is "other" */
    OpenViolations(int namespaces, BooleanSupplier leading) {
        this.namespaces = namespaces;
        this.leading = leading;
    }

    void put(RBACViolation violation) {
        if (!OPEN.contains(Notice.phase(violation))) {
            remove(Place.of(violation));
            return;
        }
        var spec = violation.getSpec();
        rows.put(
                Place.of(violation),
                new Row(
                        spec.severity(),
                        spec.violatedRules(),
                        spec.sourceNamespace() == null ? "" : spec.sourceNamespace(),
                        since(violation)));
    }

    void remove(Place place) {
        rows.remove(place);
    }

    @Override
    public MetricSnapshots collect() {
        List<Row> now = leading.getAsBoolean() ? List.copyOf(rows.values()) : List.of();
        return MetricSnapshots.of(count(now), oldest(now));
    }

    private GaugeSnapshot count(List<Row> now) {
        Set<String> named = named(now);
        Map<Series, Long> counts = now.stream()
                .flatMap(row -> row.rules().stream()
                        .map(rule -> new Series(
                                row.severity(), rule, named.contains(row.namespace()) ? row.namespace() : OTHER)))
                .collect(groupingBy(series -> series, counting()));
        var gauge =
                GaugeSnapshot.builder().name("rbac_violations").help("Violations that are open now, by rule broken");
        counts.forEach((series, count) -> gauge.dataPoint(
                point(count, "namespace", series.namespace(), "rule", series.rule(), "severity", series.severity())));
        return gauge.build();
    }

    private Set<String> named(List<Row> now) {
        return now.stream().collect(groupingBy(Row::namespace, counting())).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(namespaces)
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private static GaugeSnapshot oldest(List<Row> now) {
        Map<String, Instant> oldest = now.stream()
                .collect(groupingBy(
                        Row::severity, collectingAndThen(java.util.stream.Collectors.toList(), rows -> rows.stream()
                                .map(Row::since)
                                .min(Comparator.naturalOrder())
                                .orElse(Instant.MAX))));
        var gauge = GaugeSnapshot.builder()
                .name("rbac_guard_oldest_open_violation_timestamp_seconds")
                .help("Since when the violation that is open longest is open, in seconds since 1970");
        oldest.forEach(
                (severity, since) -> gauge.dataPoint(point((double) since.getEpochSecond(), "severity", severity)));
        return gauge.build();
    }

    private static GaugeDataPointSnapshot point(double value, String... labels) {
        return GaugeDataPointSnapshot.builder()
                .value(value)
                .labels(Labels.of(labels))
                .build();
    }

    /** One that came back is not as old as its first appearance. */
    private static Instant since(RBACViolation violation) {
        RBACViolationStatus status = violation.getStatus();
        return status.conditions().stream()
                .filter(it -> RBACViolationStatus.RESOLVED.equals(it.getType()) && "False".equals(it.getStatus()))
                .map(Condition::getLastTransitionTime)
                .filter(time -> time != null)
                .findFirst()
                .or(() -> java.util.Optional.ofNullable(status.firstSeen()))
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }
}
