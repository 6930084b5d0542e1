package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Degraded while audit events cannot be read or stored: they wait, and nothing is lost. */
@Component
final class UsageHealthIndicator implements HealthIndicator {

    private final AuditIngest ingest;

    UsageHealthIndicator(AuditIngest ingest) {
        this.ingest = ingest;
    }

    @Override
    public Health health() {
        AuditProgress progress = ingest.progress();
        return progress.error()
                .map(error -> Health.status(new Status("DEGRADED")).withDetail("reason", error))
                .orElseGet(Health::up)
                .withDetail("bytesBehind", progress.bytesBehind())
                .withDetail("lines", progress.lines())
                .build();
    }
}
