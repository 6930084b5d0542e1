package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ApiServerProbe;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Degraded, and no worse, while the API server is away: the last policy still judges, and nobody asks but the API server. */
@Component
class ApiServerHealthIndicator implements HealthIndicator {

    private final ApiServerProbe probe;

    ApiServerHealthIndicator(ApiServerProbe probe) {
        this.probe = probe;
    }

    @Override
    public Health health() {
        return probe.reachable()
                ? Health.up().build()
                : Health.status(new Status("DEGRADED"))
                        .withDetail("reason", "the API server does not answer")
                        .build();
    }
}
