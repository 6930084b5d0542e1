package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How far the audit log was read, and what became of its lines; counts go on where the last process ended. */
@Component
final class AuditMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(AuditMetrics.class);

    private final MeterRegistry registry;
    private final Clock clock;
    private final CatchUp catchUp = new CatchUp();
    private final Set<String> registered = new HashSet<>();
    private volatile AuditProgress progress = AuditProgress.NONE;

    AuditMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        Gauge.builder("rbac.guard.audit.bytes.behind", this, it -> it.progress.bytesBehind())
                .description("Bytes of the audit log that wait to be read")
                .register(registry);
        Gauge.builder("rbac.guard.audit.last.event.timestamp", this, it -> it.lastEvent())
                .description("Time of the newest audit event read, in seconds since 1970; absent before the first")
                .register(registry);
    }

    /** Some more was read and stored; for the reading thread. */
    void committed(AuditProgress now) {
        progress = now;
        now.lines().keySet().stream().filter(registered::add).forEach(this::register);
        catchUp.tell(now.bytesBehind(), clock.instant()).ifPresent(LOG::info);
    }

    private void register(String result) {
        FunctionCounter.builder("rbac.guard.audit.events", this, it -> it.lines(result))
                .description("Lines of the audit log by what became of them")
                .tag("result", result)
                .register(registry);
    }

    private double lines(String result) {
        return progress.lines().getOrDefault(result, 0L);
    }

    private double lastEvent() {
        return progress.lastEvent()
                .map(Instant::getEpochSecond)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }
}
