package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How far one source was read, and what became of its lines; counts go on where the last process ended. */
final class SourceMetrics {

    private final String source;
    private final MeterRegistry registry;
    private final CatchUp catchUp;
    private final Set<String> registered = new HashSet<>();
    private volatile AuditProgress progress = AuditProgress.NONE;

    SourceMetrics(String source, MeterRegistry registry) {
        this.source = source;
        this.registry = registry;
        this.catchUp = new CatchUp(source);
        Gauge.builder("rbac.guard.audit.bytes.behind", this, it -> it.progress.bytesBehind())
                .description("Bytes of audit events that wait to be read; of Kafka, records")
                .tag("source", source)
                .register(registry);
    }

    /** What to say of it now, if anything; for the thread that reads. */
    Optional<String> committed(AuditProgress now, Instant at) {
        progress = now;
        now.lines().keySet().stream().filter(registered::add).forEach(this::register);
        return catchUp.tell(now.bytesBehind(), at);
    }

    private void register(String result) {
        FunctionCounter.builder("rbac.guard.audit.events", this, it -> it.lines(result))
                .description("Lines of audit logs by what became of them")
                .tag("source", source)
                .tag("result", result)
                .register(registry);
    }

    private double lines(String result) {
        return progress.lines().getOrDefault(result, 0L);
    }

    Optional<Instant> lastEvent() {
        return progress.lastEvent();
    }
}
