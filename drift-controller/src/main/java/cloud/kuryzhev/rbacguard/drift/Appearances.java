package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/**
 * {@code rbac_violations_total}, the counter of violations that appeared. OpenMetrics calls the family of such a counter
 * {@code rbac_violations}, which is a gauge here; so its type is not told.
 */
@Component
final class Appearances implements Collector {

    private final Map<Labels, LongAdder> counts = new ConcurrentHashMap<>();

    Appearances(PrometheusRegistry registry) {
        registry.register(this);
    }

    void count(RBACViolationSpec spec, String rule) {
        String namespace = spec.sourceNamespace() == null ? "" : spec.sourceNamespace();
        Labels labels =
                Labels.of("kind", spec.sourceKind(), "name", spec.sourceName(), "namespace", namespace, "rule", rule);
        counts.computeIfAbsent(labels, _ -> new LongAdder()).increment();
    }

    @Override
    public MetricSnapshot collect() {
        var appearances = UnknownSnapshot.builder()
                .name("rbac_violations_total")
                .help("Violations that appeared; one that stays is not counted again");
        counts.forEach((labels, count) -> appearances.dataPoint(UnknownDataPointSnapshot.builder()
                .labels(labels)
                .value((double) count.sum())
                .build()));
        return appearances.build();
    }
}
