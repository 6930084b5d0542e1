package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import java.util.Map;
import java.util.SortedMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Degraded while the audit events of a source cannot be read or stored: they wait, and nothing is lost. */
@Component
final class UsageHealthIndicator implements HealthIndicator {

    private final AuditIngests ingests;

    UsageHealthIndicator(AuditIngests ingests) {
        this.ingests = ingests;
    }

    @Override
    public Health health() {
        SortedMap<String, AuditProgress> progress = ingests.progress();
        Health.Builder health = progress.entrySet().stream()
                .flatMap(source -> source.getValue().error().map(error -> source.getKey() + ": " + error).stream())
                .findFirst()
                .map(error -> Health.status(new Status("DEGRADED")).withDetail("reason", error))
                .orElseGet(Health::up);
        progress.forEach(
                (name, now) -> health.withDetail(name, Map.of("bytesBehind", now.bytesBehind(), "lines", now.lines())));
        return health.build();
    }
}
