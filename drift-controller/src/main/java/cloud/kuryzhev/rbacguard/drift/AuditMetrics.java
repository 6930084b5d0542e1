package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How far each source of audit events was read, and what became of its lines. */
@Component
final class AuditMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(AuditMetrics.class);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, SourceMetrics> sources = new ConcurrentHashMap<>();

    AuditMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        Gauge.builder("rbac.guard.audit.last.event.timestamp", this, it -> it.lastEvent())
                .description("Time of the newest audit event read, in seconds since 1970; absent before the first")
                .register(registry);
    }

    /** Some more of {@code source} was read and stored; for the thread that reads it. */
    void committed(String source, AuditProgress now) {
        sources.computeIfAbsent(source, name -> new SourceMetrics(name, registry))
                .committed(now, clock.instant())
                .ifPresent(LOG::info);
    }

    private double lastEvent() {
        return sources.values().stream()
                .flatMap(source -> source.lastEvent().stream())
                .mapToDouble(Instant::getEpochSecond)
                .max()
                .orElse(Double.NaN);
    }
}
